package io.pollux.simulation;

import java.util.Locale;

/**
 * What became of the clients' calls in one run. Written by the run's only thread.
 */
final class Tally {
    private final String name;
    private int calls;
    private int answered;
    private int refused;
    private int refusedWithQuota;
    private int otherwise;
    private int waited;
    private long longestWait;

    Tally(String name) {
        this.name = name;
    }

    /** @param quotaLeft whether a project would have served the call at the moment at which it was refused */
    void ended(int status, boolean quotaLeft, long waitedMillis) {
        calls++;
        if (status == 200) {
            answered++;
        } else if (status == 429) {
            refused++;
            refusedWithQuota += quotaLeft ? 1 : 0;
        } else {
            otherwise++;
        }
        waited += waitedMillis > 0 ? 1 : 0;
        longestWait = Math.max(longestWait, waitedMillis);
    }

    int calls() {
        return calls;
    }

    int answered() {
        return answered;
    }

    int refused() {
        return refused;
    }

    /** Refused though some project still had quota. */
    int refusedWithQuota() {
        return refusedWithQuota;
    }

    /** Neither answered nor refused for quota. */
    int otherwise() {
        return otherwise;
    }

    /** @param google what was asked in this run */
    String line(GoogleQuotas google) {
        return String.format(
                Locale.ROOT,
                "%-12s %6d calls, %6d answered, %5d ended in 429, of these %5d while a project had quota (%.2f %%);"
                        + " Google refused %6d requests, %6d came to a project that had said so;"
                        + " %5d calls waited, the longest %.1f s",
                name,
                calls,
                answered,
                refused,
                refusedWithQuota,
                calls == 0 ? 0 : 100.0 * refusedWithQuota / calls,
                google.refusals(),
                google.known(),
                waited,
                longestWait / 1_000.0);
    }
}
