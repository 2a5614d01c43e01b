package io.pollux.bench;

import java.util.Arrays;

/** Many durations in nanoseconds. */
final class Samples {
    private static final double MILLI = 1e6;

    private long[] values = new long[1 << 16];
    private int count;
    private boolean sorted;

    void add(long nanos) {
        if (count == values.length) {
            values = Arrays.copyOf(values, count * 2);
        }
        values[count++] = nanos;
        sorted = false;
    }

    int count() {
        return count;
    }

    /** In milliseconds. */
    double percentile(double share) {
        if (count == 0) {
            return Double.NaN;
        }
        if (!sorted) {
            Arrays.sort(values, 0, count);
            sorted = true;
        }
        return values[(int) Math.min(count - 1, Math.floor(share * count))] / MILLI;
    }
}
