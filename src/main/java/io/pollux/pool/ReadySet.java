package io.pollux.pool;

import java.util.Arrays;

/**
 * A set of small numbers that finds the next member in a few steps however sparse it is: a bit per number, and above
 * each 64 words a word that says which of them are not empty. Not thread-safe.
 */
final class ReadySet {
    static final int NONE = -1;

    private long[][] levels;
    private int count;

    ReadySet() {
        levels = new long[][] {new long[1]};
    }

    private ReadySet(long[][] levels, int count) {
        this.levels = levels;
        this.count = count;
    }

    ReadySet copy() {
        long[][] copied = new long[levels.length][];
        Arrays.setAll(copied, level -> levels[level].clone());
        return new ReadySet(copied, count);
    }

    int count() {
        return count;
    }

    boolean contains(int number) {
        int word = number >>> 6;
        return word < levels[0].length && (levels[0][word] & 1L << number) != 0;
    }

    void add(int number) {
        if (contains(number)) {
            return;
        }
        while (number >>> 6 >= levels[0].length) {
            grow();
        }
        count++;
        int at = number;
        for (long[] level : levels) {
            level[at >>> 6] |= 1L << at;
            at >>>= 6;
        }
    }

    void remove(int number) {
        if (!contains(number)) {
            return;
        }
        count--;
        int at = number;
        for (long[] level : levels) {
            level[at >>> 6] &= ~(1L << at);
            if (level[at >>> 6] != 0) {
                return;
            }
            at >>>= 6;
        }
    }

    /** The smallest member that is not below the number, or {@link #NONE}. */
    int next(int number) {
        int at = number;
        for (int level = 0; level < levels.length; level++) {
            int word = at >>> 6;
            if (word >= levels[level].length) {
                return NONE;
            }
            long bits = levels[level][word] & -1L << at;
            if (bits != 0) {
                return smallestBelow(level, (word << 6) + Long.numberOfTrailingZeros(bits));
            }
            at = word + 1;
        }
        return NONE;
    }

    /** The smallest number from that one on that is no member, or the limit when all below it are. */
    int absent(int number, int limit) {
        int at = number;
        while (at < limit) {
            int word = at >>> 6;
            long gaps = word < levels[0].length ? ~levels[0][word] & -1L << at : -1L << at;
            if (gaps != 0) {
                return Math.min(limit, (word << 6) + Long.numberOfTrailingZeros(gaps));
            }
            at = word + 1 << 6;
        }
        return limit;
    }

    private int smallestBelow(int level, int index) {
        int at = index;
        for (int below = level - 1; below >= 0; below--) {
            at = (at << 6) + Long.numberOfTrailingZeros(levels[below][at]);
        }
        return at;
    }

    /** Doubles the words and builds the levels above anew; the topmost is always a single word. */
    private void grow() {
        long[] words = Arrays.copyOf(levels[0], levels[0].length * 2);
        int depth = 1;
        for (int size = words.length; size > 1; size = size + 63 >>> 6) {
            depth++;
        }
        levels = new long[depth][];
        levels[0] = words;
        for (int level = 1; level < depth; level++) {
            levels[level] = summary(levels[level - 1]);
        }
    }

    private static long[] summary(long[] words) {
        long[] above = new long[words.length + 63 >>> 6];
        for (int word = 0; word < words.length; word++) {
            if (words[word] != 0) {
                above[word >>> 6] |= 1L << word;
            }
        }
        return above;
    }
}
