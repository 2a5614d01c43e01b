package io.pollux.admin.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.admin.Office;
import io.pollux.admin.Proof;
import io.pollux.exchange.Secret;
import io.pollux.settings.BadSetting;
import io.pollux.settings.ChangedMeanwhile;
import io.pollux.settings.Edit;
import io.pollux.settings.SettingChange;
import io.pollux.settings.SettingView;
import io.pollux.settings.Settings;
import io.pollux.settings.SettingsDesk;
import io.pollux.upstream.ProxyTrial;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Does what the configuration page asks for, for one administrator, and says in JSON what came of it. */
final class ConfigClerk {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int TOKEN_LETTERS = 48;
    private static final int SHORTEST_TOKEN = 12;
    private static final int PATIENCE_SECONDS = 30;
    private static final int MOST_PROXIES = 50;
    private static final SecureRandom CHANCE = new SecureRandom();

    private final Office office;
    private final SettingsDesk desk;
    private final String who;
    private final Trust trust;
    private final FaultWords words;

    ConfigClerk(Office office, String who, Trust trust, FaultWords words) {
        this.office = office;
        this.desk = office.configuration();
        this.who = who;
        this.trust = trust;
        this.words = words;
    }

    /** How sure it is that the administrator is there. */
    enum Trust {
        LOGGED_IN,
        /** Has given the token again a moment ago. */
        PROVEN
    }

    /** What speaks against a draft, by name. */
    ObjectNode check(JsonNode asked) {
        ObjectNode answer = object();
        ObjectNode faults = answer.putObject("faults");
        desk.bad(edit(asked)).forEach(bad -> faults.put(bad.setting(), words.of(bad)));
        return answer;
    }

    ObjectNode save(JsonNode asked) {
        Edit edit = edit(asked);
        if (!desk.bad(edit).isEmpty()) {
            return check(asked);
        }
        if (trust != Trust.PROVEN && edit.wishes().keySet().stream().anyMatch(Proof::neededFor)) {
            return object().put("proof", true);
        }
        return carriedOut(() -> desk.change(edit));
    }

    ObjectNode revert(JsonNode asked) {
        return carriedOut(() -> desk.revert(asked.path("id").asLong(), who));
    }

    /** One that nobody can guess, in the form that gemini-balance's page made. */
    ObjectNode token() {
        StringBuilder token = new StringBuilder("sk-");
        CHANCE.ints(TOKEN_LETTERS, 0, LETTERS.length()).forEach(at -> token.append(LETTERS.charAt(at)));
        return object().put("token", token.toString());
    }

    /** Another token for the administrator; every log-in ends with the one before. */
    ObjectNode administrator(JsonNode asked) {
        String token = asked.path("token").asText("").strip();
        if (trust != Trust.PROVEN) {
            return object().put("proof", true);
        }
        if (token.length() < SHORTEST_TOKEN) {
            return object().put("short", SHORTEST_TOKEN);
        }
        office.clients().changeAdminToken(Secret.of(token));
        desk.noteElsewhere(Settings.AUTH_TOKEN, who);
        return object().put("done", true);
    }

    ObjectNode models() {
        ObjectNode answer = object();
        try {
            ArrayNode models = answer.putArray("models");
            waited(office.models().names().toCompletableFuture()).forEach(models::add);
            return answer;
        } catch (CompletionException failed) {
            return answer.put("why", words(failed));
        }
    }

    /** Tries proxies as they stand in a draft, those already known by their masks. */
    ObjectNode proxies(JsonNode asked) {
        ObjectNode answer = object();
        List<Secret> proxies;
        try {
            proxies = desk.meant(Settings.PROXIES, asked.path("proxies").toString());
        } catch (BadSetting bad) {
            return answer.put("why", words.of(bad));
        }
        List<CompletableFuture<ProxyTrial>> trials = new ArrayList<>();
        proxies.stream()
                .limit(MOST_PROXIES)
                .forEach(proxy -> trials.add(office.proxies().trial(proxy).toCompletableFuture()));
        ArrayNode told = answer.putArray("trials");
        trials.forEach(trial -> told.add(told(waited(trial))));
        return answer;
    }

    private static ObjectNode told(ProxyTrial trial) {
        return object().put("leads", trial.leads())
                .put("millis", trial.took().toMillis())
                .put("words", trial.words());
    }

    private ObjectNode carriedOut(Supplier<List<SettingChange>> work) {
        try {
            ObjectNode answer = object();
            answer.put("saved", work.get().size());
            return answer;
        } catch (ChangedMeanwhile faster) {
            return conflict(faster.settings());
        } catch (BadSetting bad) {
            ObjectNode answer = object();
            answer.putObject("faults").put(bad.setting(), words.of(bad));
            return answer;
        }
    }

    /** What the others have made of it, and who they were. */
    private ObjectNode conflict(List<String> names) {
        desk.reload();
        ObjectNode answer = object();
        ArrayNode conflicts = answer.putArray("conflict");
        for (SettingView view : desk.views()) {
            if (names.contains(view.setting().name())) {
                ObjectNode conflict = conflicts.addObject();
                conflict.put("name", view.setting().name());
                conflict.put("text", view.text()).put("version", view.version());
                desk.history(view.setting().name(), 1).forEach(change -> conflict.put("who", change.who())
                        .put("at", change.at().toString()));
            }
        }
        return answer;
    }

    private Edit edit(JsonNode asked) {
        Edit edit = Edit.by(who);
        for (Map.Entry<String, JsonNode> wish : asked.path("wishes").properties()) {
            edit = wish.getValue().isNull()
                    ? edit.reset(wish.getKey())
                    : edit.set(wish.getKey(), wish.getValue().asText());
        }
        for (Map.Entry<String, JsonNode> seen : asked.path("seen").properties()) {
            edit = edit.seen(seen.getKey(), seen.getValue().asText());
        }
        return edit;
    }

    private static <T> T waited(CompletableFuture<T> work) {
        return work.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    private static String words(CompletionException failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
