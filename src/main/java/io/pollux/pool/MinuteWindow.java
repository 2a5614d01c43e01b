package io.pollux.pool;

import java.util.Arrays;

/**
 * What was counted in the last minute, in steps of two seconds: a call counts for 60 to 62 seconds. Google does not say how
 * its minutes run; a rolling minute is the stricter reading, and the two seconds more pay for calls that reach Google later
 * than they left. Guarded by the pool's lock.
 */
final class MinuteWindow {
    static final long STEP = 2_000;
    private static final int SLOTS = 32;
    /** The steps that count besides the one under way. */
    private static final int WHOLE = 30;
    /** A clock that goes back by more than this starts the minute anew. */
    private static final int BACK = 3;

    /** Requests and tokens of a step lie side by side: ten thousand of these do not fit into a processor's cache. */
    private final int[] counts = new int[2 * SLOTS];

    private long step = Long.MIN_VALUE / 2;
    private long requests;
    private long tokens;

    void add(long nowMillis, int more, long moreTokens) {
        advance(nowMillis);
        put(step, more, moreTokens);
    }

    /** Puts right what was added at that time, as far as it still counts. */
    void correct(long atMillis, int more, long moreTokens) {
        long at = Math.floorDiv(atMillis, STEP);
        if (at <= step && at >= step - WHOLE) {
            put(at, more, moreTokens);
        }
    }

    long requests(long nowMillis) {
        advance(nowMillis);
        return requests;
    }

    long tokens(long nowMillis) {
        advance(nowMillis);
        return tokens;
    }

    /** The first moment from now on at which no more than this many of each count. */
    long sinksTo(long mostRequests, long mostTokens, long nowMillis) {
        advance(nowMillis);
        long left = requests;
        long leftTokens = tokens;
        long free = nowMillis;
        for (long at = step - WHOLE; at <= step && (left > mostRequests || leftTokens > mostTokens); at++) {
            left -= counts[slot(at)];
            leftTokens -= counts[slot(at) + 1];
            free = (at + WHOLE + 1) * STEP;
        }
        return free;
    }

    private void advance(long nowMillis) {
        long now = Math.floorDiv(nowMillis, STEP);
        if (now - step >= SLOTS || now < step - BACK) {
            Arrays.fill(counts, 0);
            requests = 0;
            tokens = 0;
            step = now;
        }
        while (step < now) {
            step++;
            int leaving = slot(step - WHOLE - 1);
            requests -= counts[leaving];
            tokens -= counts[leaving + 1];
            counts[leaving] = 0;
            counts[leaving + 1] = 0;
        }
    }

    private void put(long at, int more, long moreTokens) {
        counts[slot(at)] += more;
        counts[slot(at) + 1] += (int) moreTokens;
        requests += more;
        tokens += (int) moreTokens;
    }

    private static int slot(long step) {
        return (int) (step & SLOTS - 1) * 2;
    }
}
