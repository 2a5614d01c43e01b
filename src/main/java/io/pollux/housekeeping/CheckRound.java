package io.pollux.housekeeping;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A check of some keys, from its beginning to its end: what a page shows of its progress. May be asked from any thread. */
public final class CheckRound {
    private final int total;
    private final List<Result> results = new ArrayList<>();
    private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    private boolean cancelled;

    CheckRound(int total) {
        this.total = total;
    }

    public int total() {
        return total;
    }

    public synchronized int done() {
        return results.size();
    }

    /** Whether no result will follow. */
    public synchronized boolean finished() {
        return results.size() == total || cancelled;
    }

    /** How many keys came out how; verdicts that no key got are missing. */
    public synchronized Map<Verdict, Integer> counts() {
        return Map.copyOf(counts);
    }

    /** Those that there are, in the order in which they came. */
    public synchronized List<Result> results() {
        return List.copyOf(results);
    }

    /** Leaves the keys alone that have not been asked about yet; answers under way are still booked on their keys. */
    public synchronized void cancel() {
        cancelled = true;
    }

    synchronized boolean cancelled() {
        return cancelled;
    }

    synchronized void add(Result result) {
        if (!cancelled) {
            results.add(result);
            counts.merge(result.verdict(), 1, Integer::sum);
        }
    }

    /**
     * What became of one key.
     *
     * @param words Google's or ours, scrubbed of keys; empty for a valid key
     */
    public record Result(long keyId, Verdict verdict, String words) {}
}
