package io.pollux.keys;

import java.time.Instant;
import java.util.Optional;

/**
 * What is to be written down about one key: what was added since the last note, and its state if that is news.
 *
 * @param keyId its row; a note about a key that is gone is dropped without a word
 * @param uses calls since the last note, to be added to the count in the table
 * @param lastUsed absent when it was not used since the last note
 * @param trust absent when nothing was learnt about the key itself: what other nodes wrote then stays
 * @param lastFailure absent when nothing blamed it since the last note
 * @param day absent when no call was counted in a Pacific day since the last note
 */
public record KeyNote(
        long keyId,
        long uses,
        Optional<Instant> lastUsed,
        Optional<Trust> trust,
        Optional<LastFailure> lastFailure,
        Optional<Day> day) {

    /** Without a word about a day. */
    public KeyNote(
            long keyId,
            long uses,
            Optional<Instant> lastUsed,
            Optional<Trust> trust,
            Optional<LastFailure> lastFailure) {
        this(keyId, uses, lastUsed, trust, lastFailure, Optional.empty());
    }

    /**
     * How far a key is trusted.
     *
     * @param failures failures in a row that point at the key without being conclusive
     * @param setAside present while Google refuses it
     */
    public record Trust(int failures, Optional<SetAside> setAside) {}

    /**
     * What is to be added to the count of a Pacific day. The table keeps the latest day alone: the first note of a new one
     * begins it, and what comes late for an older one is dropped.
     *
     * @param calls may be negative, for calls that turn out not to count
     */
    public record Day(Instant ends, long calls) {}

    /** The latest failure that the key or its project answers for, scrubbed. */
    public record LastFailure(Instant at, String reason) {}
}
