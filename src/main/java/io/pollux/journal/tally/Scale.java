package io.pollux.journal.tally;

import java.time.Duration;

/**
 * Sorts times into steps that each end twice as late as the one before: fixed, so that counts of different minutes and
 * nodes can be added up. Within its step a percentile is found as if times were spread evenly on a scale of that kind.
 */
public final class Scale {
    /** The last step takes all that is longer than about five and a half minutes. */
    static final int STEPS = 16;

    private static final int FIRST_END = 20;

    private Scale() {}

    static int step(Duration time) {
        long firsts = time.toMillis() / FIRST_END;
        return Math.min(STEPS - 1, Long.SIZE - Long.numberOfLeadingZeros(firsts));
    }

    /** Where a step ends, in milliseconds. */
    static double end(int step) {
        return FIRST_END * Math.pow(2, step);
    }

    /**
     * The time that so many of a hundred did not exceed.
     *
     * @param counts how many there are in each step
     * @return milliseconds; 0 when there are none
     */
    public static long percentile(long[] counts, int percent) {
        long all = 0;
        for (long count : counts) {
            all += count;
        }
        double rank = all * percent / 100.0;
        long before = 0;
        for (int step = 0; step < counts.length; step++) {
            if (counts[step] > 0 && before + counts[step] >= rank) {
                return Math.round(end(step) * Math.pow(2, (rank - before) / counts[step] - 1));
            }
            before += counts[step];
        }
        return 0;
    }
}
