package io.pollux.admin.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.admin.Office;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Secret;
import io.pollux.keys.ApiKey;
import io.pollux.keys.KeyQuery;
import io.pollux.keys.KeyQuery.Column;
import io.pollux.keys.KeyQuery.Sort;
import io.pollux.keys.KeyQuery.State;
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

    private final Office office;
    private final Map<KeyKind, List<Secret>> added = new EnumMap<>(KeyKind.class);
    private final List<Long> deleted = new ArrayList<>();
    private Optional<Secret> token = Optional.empty();

    KeySheet(Office office) {
        this.office = office;
    }

    Object read(String name) {
        KeyKind kind = LISTS.get(name);
        if (kind == null) {
            return HIDDEN;
        }
        List<String> names =
                List.copyOf(KeyBook.byName(rows(kind), ApiKey::getId).keySet());
        return kind == KeyKind.PAID ? names.stream().findFirst().orElse("") : names;
    }

    /** @param faults name of the setting to what speaks against its value */
    void plan(String name, JsonNode wish, Map<String, String> faults) {
        KeyKind kind = LISTS.get(name);
        if (kind == null) {
            planToken(wish.asText());
        } else if (kind == KeyKind.PAID) {
            planPaid(wish.asText().strip());
        } else if (!wish.isArray()) {
            faults.put(name, "it is a list of keys");
        } else {
            planKeys(kind, wish).ifPresent(fault -> faults.put(name, fault));
        }
    }

    private void planToken(String wish) {
        token = wish.isBlank() || wish.equals(HIDDEN) ? Optional.empty() : Optional.of(Secret.of(wish));
    }

    private void planPaid(String wish) {
        if (!wish.isEmpty() && !wish.contains(HIDDEN)) {
            added.put(KeyKind.PAID, List.of(Secret.of(wish)));
        }
    }

    private Optional<String> planKeys(KeyKind kind, JsonNode wish) {
        Map<String, Long> known = new HashMap<>(KeyBook.byName(rows(kind), ApiKey::getId));
        Set<Long> missing = new HashSet<>(known.values());
        List<Secret> fresh = new ArrayList<>();
        KeyBook book = new KeyBook(office.keys());
        for (JsonNode item : wish) {
            String name = item.asText().strip();
            Long id = known.get(name);
            if (id == null && name.contains(HIDDEN)) {
                return Optional.of("the masked key " + Masked.of(name) + " stands for nothing here");
            }
            if (id == null && !name.isEmpty()) {
                Optional<ApiKey> whole = book.find(name);
                whole.ifPresent(key -> missing.remove(key.getId()));
                if (whole.isEmpty()) {
                    fresh.add(Secret.of(name));
                }
            } else {
                missing.remove(id);
            }
        }
        added.put(kind, fresh);
        deleted.addAll(missing);
        return Optional.empty();
    }

    /** Whether a list loses keys, or the administrator's token is another one. */
    boolean grave() {
        return !deleted.isEmpty() || token.isPresent();
    }

    void carryOut(String who) {
        added.forEach((kind, secrets) -> {
            if (!secrets.isEmpty()) {
                office.keys().add(secrets, KeyTraits.of(kind));
            }
        });
        if (!deleted.isEmpty()) {
            office.keys().delete(deleted);
        }
        token.ifPresent(another -> {
            office.clients().changeAdminToken(another);
            office.configuration().noteElsewhere(Settings.AUTH_TOKEN, who);
        });
    }

    private List<ApiKey> rows(KeyKind kind) {
        List<ApiKey> rows = new ArrayList<>();
        int size = 2_000;
        List<ApiKey> part;
        do {
            part = office.keys()
                    .page(new KeyQuery("", State.ANY, Optional.of(kind), Sort.ascending(Column.ID), rows.size(), size))
                    .rows();
            rows.addAll(part);
        } while (part.size() == size);
        return rows;
    }
}
