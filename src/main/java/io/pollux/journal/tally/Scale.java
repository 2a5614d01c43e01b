package io.pollux.journal.tally;

import java.time.Duration;

/**
 * Sorts times into steps that each end 1.41 times later than the one before: fixed, so that counts of different minutes
 * and nodes can be added up, and a percentile found afterwards is off by a sixth at most.
 */
public final class Scale {
    /** The last step takes all that is longer than about five and a half minutes. */
    static final int STEPS = 32;

    private static final double FIRST_END = 10;

    private Scale() {}

    static int step(Duration time) {
        double millis = time.toNanos() / 1e6;
        if (millis < FIRST_END) {
            return 0;
        }
        return Math.min(STEPS - 1, 1 + (int) Math.floor(2 * Math.log(millis / FIRST_END) / Math.log(2)));
    }

    /** Where a step ends, in milliseconds. */
    static double end(int step) {
        return FIRST_END * Math.pow(2, step / 2.0);
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
                double begin = step == 0 ? 0 : end(step - 1);
                return Math.round(begin + (end(step) - begin) * (rank - before) / counts[step]);
            }
            before += counts[step];
        }
        return 0;
    }
}
