package io.pollux.pool;

/**
 * Whose turn it is when calls are shared out by weight. In one turn, which has as many calls as all weights together,
 * every key gets just as many as it weighs, spread over the turn. Guarded by the pool's lock.
 *
 * <p>Keys are sorted into ten sets by the binary digits of their weights: a key of weight 5 is in the sets of the ones and
 * of the fours. A set gets its digit times its size of each turn's calls, and its keys take turns. So a choice costs the
 * same for ten keys and for ten thousand.
 */
final class WeightedTurn {
    private static final int DIGITS = 10;
    private static final double GOLDEN = 0.618_033_988_749_895;

    private final ReadySet[] sets = new ReadySet[DIGITS];
    private final int[] turns = new int[DIGITS];
    private long total;
    private long at;
    private long step;

    WeightedTurn copy() {
        WeightedTurn copy = new WeightedTurn();
        for (int digit = 0; digit < DIGITS; digit++) {
            copy.sets[digit] = sets[digit] == null ? null : sets[digit].copy();
        }
        return copy;
    }

    void admit(int place, int weight) {
        for (int digit = 0; digit < DIGITS; digit++) {
            if ((weight >>> digit & 1) == 1) {
                sets[digit] = sets[digit] == null ? new ReadySet() : sets[digit];
                sets[digit].add(place);
            }
        }
    }

    void bar(int place) {
        for (ReadySet set : sets) {
            if (set != null) {
                set.remove(place);
            }
        }
    }

    /** The place that has the next call of the turn, or {@link Ring#EMPTY}. */
    int next() {
        long calls = 0;
        for (int digit = 0; digit < DIGITS; digit++) {
            calls += calls(digit);
        }
        if (calls == 0) {
            return Ring.EMPTY;
        }
        if (calls != total) {
            total = calls;
            step = step(calls);
        }
        at = (at + step) % total;
        long rest = at;
        int digit = 0;
        while (rest >= calls(digit)) {
            rest -= calls(digit);
            digit++;
        }
        return next(digit);
    }

    private int next(int digit) {
        int place = sets[digit].next(turns[digit] + 1);
        turns[digit] = place == ReadySet.NONE ? sets[digit].next(0) : place;
        return turns[digit];
    }

    private long calls(int digit) {
        return sets[digit] == null ? 0 : (long) sets[digit].count() << digit;
    }

    /** A step that comes to every call of a turn once before it comes to one again, and never near where it just was. */
    private static long step(long calls) {
        long step = Math.max(1, Math.round(calls * GOLDEN));
        while (common(step, calls) != 1) {
            step++;
        }
        return step;
    }

    private static long common(long a, long b) {
        return b == 0 ? a : common(b, a % b);
    }
}
