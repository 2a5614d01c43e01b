package io.pollux.pool;

import io.pollux.keys.StoredUse;
import java.time.Instant;

/**
 * One Pacific day's count of a project at a model: what this node counted, what of it is written down, and what the other
 * nodes counted. Calls keep the day in which they began, also when they end after midnight. Guarded by the pool's lock.
 */
final class DayCount {
    private final String scope;
    private final Account account;
    private final long ends;

    private long requests;
    private long input;
    private long output;
    /** Handed to whoever writes, and of that what has arrived. */
    private long handedRequests;

    private long handedInput;
    private long handedOutput;
    private long writtenRequests;
    private long writtenInput;
    private long writtenOutput;
    private long othersRequests;
    private long othersInput;
    private boolean noted;

    DayCount(Account account, long ends) {
        this.account = account;
        this.scope = account.project().scope();
        this.ends = ends;
    }

    Account account() {
        return account;
    }

    StoredUse.Name name() {
        return new StoredUse.Name(scope, account.model(), Instant.ofEpochMilli(ends));
    }

    long ends() {
        return ends;
    }

    /** Of all nodes. */
    long requests() {
        return requests + othersRequests;
    }

    /** Of all nodes. */
    long input() {
        return input + othersInput;
    }

    /** Of this node. */
    long output() {
        return output;
    }

    void add(long moreRequests, long moreInput, long moreOutput) {
        requests += moreRequests;
        input += moreInput;
        output += moreOutput;
    }

    /** What this node counted, which from now on counts in another's name. */
    void moveTo(DayCount other) {
        other.add(requests, input, output);
        add(-requests, -input, -output);
    }

    /**
     * What the table holds: the sum of what all nodes have written. Our own part of it is what we know to have arrived, and
     * the rest is the others'. To be told only while nothing of ours is on its way.
     *
     * @return how many requests of others were not known of before
     */
    long heard(StoredUse row) {
        long before = othersRequests;
        othersRequests = Math.max(0, row.requests() - writtenRequests);
        othersInput = Math.max(0, row.input() - writtenInput);
        return Math.max(0, othersRequests - before);
    }

    /** Returns whether it was not waiting to be written down already. */
    boolean awaitsNote() {
        boolean first = !noted;
        noted = true;
        return first;
    }

    /** What has come up since the last time. */
    StoredUse note() {
        StoredUse use = new StoredUse(
                scope,
                account.model(),
                Instant.ofEpochMilli(ends),
                requests - handedRequests,
                input - handedInput,
                output - handedOutput);
        noted = false;
        hand(use, 1);
        return use;
    }

    /** Returns whether nothing more is on its way. */
    boolean delivered(StoredUse use) {
        writtenRequests += use.requests();
        writtenInput += use.input();
        writtenOutput += use.output();
        return writtenRequests == handedRequests && writtenInput == handedInput && writtenOutput == handedOutput;
    }

    void undelivered(StoredUse use) {
        hand(use, -1);
    }

    private void hand(StoredUse use, int sign) {
        handedRequests += sign * use.requests();
        handedInput += sign * use.input();
        handedOutput += sign * use.output();
    }
}
