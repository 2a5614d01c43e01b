package io.pollux.journal.tally;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Names of models come from clients, who may invent new ones with every call: beyond a number of them in an hour all others
 * are counted as one. Used by one thread at a time.
 */
final class Crowd {
    /** Stands for all that are not counted by their own names. */
    static final String OTHERS = "*";

    static final int MOST = 500;
    private static final int LONGEST = 200;

    private final Map<Dimension, Set<String>> known = new EnumMap<>(Dimension.class);
    private Instant since = Instant.MIN;

    String admit(Dimension dimension, String subject, Instant at) {
        if (dimension.many()) {
            return cut(subject);
        }
        if (Grain.HOUR.floor(at).isAfter(since)) {
            since = Grain.HOUR.floor(at);
            known.clear();
        }
        Set<String> names = known.computeIfAbsent(dimension, missing -> new HashSet<>());
        String name = cut(subject);
        return names.contains(name) || names.size() < MOST && names.add(name) ? name : OTHERS;
    }

    private static String cut(String subject) {
        return subject.length() <= LONGEST ? subject : subject.substring(0, LONGEST);
    }
}
