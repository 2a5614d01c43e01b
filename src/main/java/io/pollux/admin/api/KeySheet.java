package io.pollux.admin.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.admin.Office;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Secret;
import io.pollux.keys.ApiKey;
import io.pollux.keys.KeyTraits;
import io.pollux.settings.Settings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keys and the administrator's token as gemini-balance has them: among the settings. A list of keys that is sent takes the
 * place of the list that stands: new whole keys are added, and those that are missing are deleted.
 */
final class KeySheet {
    private static final String HIDDEN = "...";
    private static final Map<String, KeyKind> LISTS =
            Map.of("API_KEYS", KeyKind.GEMINI, "VERTEX_API_KEYS", KeyKind.VERTEX, "PAID_KEY", KeyKind.PAID);

    private static final int SHORTEST_TOKEN = 12;
    private static final int LONGEST = 500;

    private final Office office;
    private final KeyBook book;
    private final Map<KeyKind, List<Secret>> added = new EnumMap<>(KeyKind.class);
    private final List<Long> deleted = new ArrayList<>();
    private Optional<Secret> token = Optional.empty();

    KeySheet(Office office) {
        this.office = office;
        this.book = new KeyBook(office.keys());
    }

    Object read(String name) {
        KeyKind kind = LISTS.get(name);
        if (kind == null) {
            return HIDDEN;
        }
        KeyNames names = book.names();
        return kind == KeyKind.PAID
                ? book.all(kind).findFirst().map(names::of).orElse("")
                : Roll.of(() -> book.all(kind), book.count(kind), names::of);
    }

    /** @param faults name of the setting to what speaks against its value */
    void plan(String name, JsonNode wish, Map<String, String> faults) {
        KeyKind kind = LISTS.get(name);
        if (kind == null) {
            planToken(name, text(wish), faults);
        } else if (kind == KeyKind.PAID) {
            planPaid(text(wish));
        } else if (!wish.isArray()) {
            faults.put(name, "it is a list of keys");
        } else {
            planKeys(kind, wish).ifPresent(fault -> faults.put(name, fault));
        }
    }

    /** The one that stands may come back, as it does with a configuration that was written down somewhere. */
    private void planToken(String name, String wish, Map<String, String> faults) {
        if (wish.isEmpty() || wish.equals(HIDDEN) || office.clients().isAdministrator(wish)) {
            return;
        }
        if (wish.length() < SHORTEST_TOKEN) {
            faults.put(name, "it is shorter than " + SHORTEST_TOKEN + " characters");
        } else {
            token = Optional.of(Secret.of(wish));
        }
    }

    private void planPaid(String wish) {
        if (!wish.isEmpty() && !wish.contains(HIDDEN)) {
            added.put(KeyKind.PAID, List.of(Secret.of(wish)));
        }
    }

    private Optional<String> planKeys(KeyKind kind, JsonNode wish) {
        KeyNames names = book.names();
        Map<String, Long> known = new HashMap<>();
        book.all(kind).forEach(key -> known.put(names.of(key), key.getId()));
        Set<Long> missing = new HashSet<>(known.values());
        List<String> whole = new ArrayList<>();
        for (JsonNode item : wish) {
            String name = text(item);
            Long id = known.get(name);
            if (id != null) {
                missing.remove(id);
            } else if (name.contains(HIDDEN)) {
                return Optional.of("the masked key " + Masked.of(name) + " stands for nothing here");
            } else if (name.length() > LONGEST) {
                return Optional.of("an entry is longer than any key: " + Masked.of(name));
            } else if (!name.isEmpty()) {
                whole.add(name);
            }
        }
        Map<String, ApiKey> there = book.find(whole);
        there.values().forEach(key -> missing.remove(key.getId()));
        added.put(
                kind,
                whole.stream()
                        .filter(name -> !there.containsKey(name))
                        .map(Secret::of)
                        .toList());
        deleted.addAll(missing);
        return Optional.empty();
    }

    private static String text(JsonNode wish) {
        return wish.isNull() ? "" : wish.asText().strip();
    }

    /** Whether keys are to be deleted, or the administrator gets another token. */
    boolean grave() {
        return !deleted.isEmpty() || token.isPresent();
    }

    /** @param who stands in the history */
    void carryOut(String who) {
        added.forEach((kind, secrets) -> {
            if (!secrets.isEmpty()) {
                office.keys().add(secrets, KeyTraits.of(kind));
            }
        });
        if (!deleted.isEmpty()) {
            office.keys().delete(deleted);
        }
        token.ifPresent(chosen -> {
            office.clients().changeAdminToken(chosen);
            office.configuration().noteElsewhere(Settings.AUTH_TOKEN, who);
        });
    }
}
