package io.pollux.pool;

/** Numbers that look thrown, and are the same on every node and after every start. Pure functions. */
final class Scatter {
    /** The golden ratio's share of 2 to the 64th: its multiples fill a range as evenly as any. */
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private Scatter() {}

    static long of(String text) {
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = hash * 31 + text.charAt(i);
        }
        return mixed(hash);
    }

    /** Each bit depends on each bit of the two. */
    static long of(long one, long other) {
        return mixed(mixed(one + GOLDEN) ^ other * GOLDEN);
    }

    /** The finisher of SplitMix64, as Java's own {@link java.util.SplittableRandom} has it. */
    static long mixed(long number) {
        long z = (number ^ number >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
        return z ^ z >>> 31;
    }

    /** The n-th step of a walk that comes to all of so many places evenly. */
    static int step(long n, int places) {
        return (int) ((n * GOLDEN >>> 32) * places >>> 32);
    }

    /**
     * One of so many places for a number. When places are added, each new one takes its share of the numbers and no other
     * number moves.
     *
     * <p>Places lie in ranges that double. Throws into all of the largest range decide whether a number belongs to its
     * upper half; what falls into the lower half is decided by the same rule with half the range, whatever the upper half
     * has meanwhile grown to.
     */
    static int place(long number, int places) {
        for (int bits = Integer.SIZE - Integer.numberOfLeadingZeros(places - 1); bits > 0; bits--) {
            int thrown = thrown(of(number, bits), bits, places);
            if (thrown >= 1 << bits - 1) {
                return thrown;
            }
        }
        return 0;
    }

    private static int thrown(long start, int bits, int below) {
        long at = start;
        int thrown = (int) (mixed(at) >>> Long.SIZE - bits);
        while (thrown >= below) {
            at += GOLDEN;
            thrown = (int) (mixed(at) >>> Long.SIZE - bits);
        }
        return thrown;
    }
}
