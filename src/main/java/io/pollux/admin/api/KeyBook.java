package io.pollux.admin.api;

import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Secret;
import io.pollux.keys.ApiKey;
import io.pollux.keys.KeyDesk;
import io.pollux.keys.KeyPage;
import io.pollux.keys.KeyQuery;
import io.pollux.keys.KeyQuery.Column;
import io.pollux.keys.KeyQuery.Sort;
import io.pollux.keys.KeyQuery.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keys as scripts name them. The originals named them by themselves; here a key is named by its masked form, which is as
 * good within one pool. Should several be masked alike, their numbers tell them apart: {@code AIzaSy...abcdef#17}. A request
 * may also name a key by its number alone, or whole.
 */
record KeyBook(KeyDesk keys) {
    static final List<State> VALID = List.of(State.IN_USE);
    static final List<State> INVALID = List.of(State.REFUSED, State.OFF);
    static final List<State> ALL = List.of(State.IN_USE, State.REFUSED, State.OFF);

    private static final String HIDDEN = "...";
    private static final String NUMBER = "(?:.{0,40}#)?\\d{1,18}";
    private static final int AT_ONCE = 2_000;
    private static final int MANY = 500;

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

    /** All of them, read a few at a time. */
    Stream<ApiKey> all(List<State> states) {
        // Not flatMap, whose iterator reads a whole part before it gives the first key.
        return states.stream().map(KeyBook::every).map(keys.catalogue()::walk).reduce(Stream.empty(), Stream::concat);
    }

    /** All of one pool, read a few at a time. */
    Stream<ApiKey> all(KeyKind kind) {
        return keys.catalogue().walk(of(kind));
    }

    int count(List<State> states) {
        return states.stream()
                .map(KeyBook::every)
                .mapToInt(query -> (int) keys.catalogue().count(query))
                .sum();
    }

    int count(KeyKind kind) {
        return (int) keys.catalogue().count(of(kind));
    }

    /** The numbers of all of them. */
    List<Long> ids(List<State> states) {
        return states.stream().flatMap(state -> keys.ids(every(state)).stream()).toList();
    }

    /** Forgets failures in pieces, each of which counts by itself. */
    void absolve(List<Long> ids) {
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            keys.absolve(ids.subList(from, Math.min(ids.size(), from + AT_ONCE)));
        }
    }

    /** Of those that have failed at least so often in a row, the worst first, one page. */
    KeyPage failing(String text, List<State> states, int atLeast, int first, int size) {
        List<ApiKey> rows = new ArrayList<>();
        long total = 0;
        for (State state : states) {
            int from = 0;
            List<ApiKey> part;
            do {
                part = keys.page(query(text, state, Sort.descending(Column.FAILURES), from, AT_ONCE)).rows().stream()
                        .filter(key -> key.getFailures() >= atLeast)
                        .toList();
                int before = (int) Math.max(0, Math.min(part.size(), first - total));
                int after = (int) Math.max(before, Math.min(part.size(), first + (long) size - total));
                rows.addAll(part.subList(before, after));
                total += part.size();
                from += AT_ONCE;
            } while (part.size() == AT_ONCE);
        }
        return new KeyPage(rows, total);
    }

    /** How keys are named at this moment. */
    KeyNames names() {
        return new KeyNames(keys.catalogue().alike());
    }

    /**
     * The key that somebody means: by its number, masked with or without the number behind it, or whole.
     *
     * @throws Refused when several keys are masked like this
     */
    Optional<ApiKey> find(String name) {
        return Optional.ofNullable(find(List.of(name)).get(name));
    }

    /**
     * Many at once, by what they were called; the unknown are missing.
     *
     * @throws Refused when several keys are masked like one of them
     */
    Map<String, ApiKey> find(Collection<String> names) {
        Map<String, ApiKey> found = new HashMap<>();
        numbered(names, found);
        masked(names, found);
        whole(names, found);
        return found;
    }

    private void numbered(Collection<String> names, Map<String, ApiKey> found) {
        Map<Long, List<String>> wanted = new HashMap<>();
        names.stream().filter(name -> name.strip().matches(NUMBER)).forEach(name -> wanted.computeIfAbsent(
                        number(name), id -> new ArrayList<>())
                .add(name));
        keys.find(wanted.keySet()).forEach(row -> wanted.get(row.getId()).forEach(name -> found.put(name, row)));
    }

    private static long number(String name) {
        return Long.parseLong(name.substring(name.lastIndexOf('#') + 1).strip());
    }

    private void masked(Collection<String> names, Map<String, ApiKey> found) {
        Map<String, ApiKey> rows = new HashMap<>();
        Set<String> forms = new HashSet<>();
        names.stream().map(String::strip).filter(KeyBook::hides).forEach(forms::add);
        // No index is of use: many are found faster by one look at all.
        Stream<ApiKey> fitting = forms.size() > MANY
                ? all(ALL).filter(row -> forms.contains(row.getMasked()))
                : keys.catalogue().masked(forms).stream();
        fitting.forEach(row -> {
            if (rows.put(row.getMasked(), row) != null) {
                throw Refused.because(409, "Several keys are masked " + row.getMasked() + "; send the number");
            }
        });
        names.stream()
                .filter(name -> hides(name) && rows.containsKey(name.strip()))
                .forEach(name -> found.put(name, rows.get(name.strip())));
    }

    private void whole(Collection<String> names, Map<String, ApiKey> found) {
        Map<Secret, List<String>> wanted = new HashMap<>();
        names.stream()
                .filter(name -> !name.isBlank() && !hides(name) && !found.containsKey(name))
                .forEach(name -> wanted.computeIfAbsent(Secret.of(name), secret -> new ArrayList<>())
                        .add(name));
        keys.catalogue().whole(wanted.keySet()).forEach((secret, row) -> wanted.get(secret)
                .forEach(name -> found.put(name, row)));
    }

    private static boolean hides(String name) {
        return name.contains(HIDDEN) && !name.strip().matches(NUMBER);
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

    /** As {@link #find(String)}; an unknown key is a fault of the request. */
    ApiKey need(String name) {
        return find(name).orElseThrow(() -> Refused.notFound("Key not found"));
    }

    private static KeyQuery every(State state) {
        return query("", state, Sort.ascending(Column.ID), 0, Integer.MAX_VALUE);
    }

    private static KeyQuery of(KeyKind kind) {
        return new KeyQuery("", State.ANY, Optional.of(kind), Sort.ascending(Column.ID), 0, Integer.MAX_VALUE);
    }

    private static KeyQuery query(String text, State state, Sort sort, int first, int size) {
        return new KeyQuery(text, state, Optional.empty(), sort, first, size);
    }
}
