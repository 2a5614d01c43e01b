package io.pollux.admin.api;

import io.pollux.exchange.Secret;
import io.pollux.keys.ApiKey;
import io.pollux.keys.KeyDesk;
import io.pollux.keys.KeyPage;
import io.pollux.keys.KeyQuery;
import io.pollux.keys.KeyQuery.Column;
import io.pollux.keys.KeyQuery.Sort;
import io.pollux.keys.KeyQuery.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keys as scripts name them. The originals named them by themselves; here a key is named by its masked form, which is as
 * good within one pool. Should two be masked alike, their numbers tell them apart: {@code AIzaSy...abcdef#17}. A request may
 * also name a key by its number alone, or whole.
 */
record KeyBook(KeyDesk keys) {
    static final List<State> VALID = List.of(State.IN_USE);
    static final List<State> INVALID = List.of(State.REFUSED, State.OFF);
    static final List<State> ALL = List.of(State.IN_USE, State.REFUSED, State.OFF);

    private static final int AT_ONCE = 2_000;

    /** Those of the first state, then those of the second. */
    KeyPage page(String text, List<State> states, int first, int size) {
        List<ApiKey> rows = new ArrayList<>();
        long total = 0;
        for (State state : states) {
            int wanted = size - rows.size();
            int from = (int) Math.max(0, first - total);
            KeyPage part = keys.page(query(text, state, Sort.ascending(Column.ID), from, Math.max(1, wanted)));
            if (wanted > 0) {
                rows.addAll(part.rows());
            }
            total += part.total();
        }
        return new KeyPage(rows, total);
    }

    /** All of them. */
    List<ApiKey> all(List<State> states) {
        List<ApiKey> rows = new ArrayList<>();
        for (State state : states) {
            KeyPage part;
            int first = 0;
            do {
                part = keys.page(query("", state, Sort.ascending(Column.ID), first, AT_ONCE));
                rows.addAll(part.rows());
                first += AT_ONCE;
            } while (part.rows().size() == AT_ONCE);
        }
        return rows;
    }

    /** Those that have failed at least so often in a row, the worst first. */
    List<ApiKey> failing(String text, List<State> states, int atLeast) {
        List<ApiKey> rows = new ArrayList<>();
        for (State state : states) {
            int first = 0;
            List<ApiKey> part;
            do {
                part = keys.page(query(text, state, Sort.descending(Column.FAILURES), first, AT_ONCE)).rows().stream()
                        .filter(key -> key.getFailures() >= atLeast)
                        .toList();
                rows.addAll(part);
                first += AT_ONCE;
            } while (part.size() == AT_ONCE);
        }
        return rows;
    }

    /** Something about each key under the key's name. */
    static <T> Map<String, T> byName(List<ApiKey> rows, Function<ApiKey, T> about) {
        Map<String, T> named = new LinkedHashMap<>();
        for (ApiKey row : rows) {
            String name = named.containsKey(row.getMasked()) ? row.getMasked() + '#' + row.getId() : row.getMasked();
            named.put(name, about.apply(row));
        }
        return named;
    }

    /**
     * The key that somebody means: by its number, masked with or without the number behind it, or whole.
     *
     * @throws Refused when two keys are masked like this
     */
    Optional<ApiKey> find(String name) {
        String text = name.strip();
        int number = text.lastIndexOf('#');
        if (text.matches("(?:.{0,40}#)?\\d{1,18}")) {
            return keys.find(Long.parseLong(text.substring(number + 1)));
        }
        if (text.isEmpty()) {
            return Optional.empty();
        }
        List<ApiKey> found = keys.page(query(text, State.ANY, Sort.ascending(Column.ID), 0, 3)).rows().stream()
                .filter(key -> key.getMasked().equals(text)
                        || key.getMasked().equals(Secret.of(text).masked()))
                .toList();
        if (found.size() > 1) {
            throw Refused.because(409, "Several keys are masked " + found.get(0).getMasked() + "; send the number");
        }
        return found.stream().findFirst();
    }

    /**
     * The one key that a part of its masked form, of its label or of its project means.
     *
     * @throws Refused when there are several
     */
    Optional<ApiKey> meant(String part) {
        KeyPage fitting = keys.page(query(part, State.ANY, Sort.ascending(Column.ID), 0, 1));
        if (fitting.total() > 1) {
            throw Refused.invalid("key_search", "It fits " + fitting.total() + " keys; name one");
        }
        return fitting.rows().stream().findFirst();
    }

    /** As {@link #find}; an unknown key is a fault of the request. */
    ApiKey need(String name) {
        return find(name).orElseThrow(() -> Refused.notFound("Key not found"));
    }

    private static KeyQuery query(String text, State state, Sort sort, int first, int size) {
        return new KeyQuery(text, state, Optional.empty(), sort, first, size);
    }
}
