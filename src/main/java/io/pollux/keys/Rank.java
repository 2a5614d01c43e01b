package io.pollux.keys;

/**
 * How an operator ranks a key among those of its pool.
 *
 * @param priority keys of a lower number are served first; those of a higher one only when none of these can
 * @param weight how many calls the key gets while one of weight 1 gets one, where calls are shared out by weight
 */
public record Rank(int priority, int weight) {
    public static final int FIRST = -99;
    public static final int LAST = 99;
    public static final int HEAVIEST = 1_000;

    /** That of a key of which nobody said anything. */
    public static final Rank USUAL = new Rank(0, 1);

    /** @throws IllegalArgumentException in one line when a number is out of range */
    public Rank {
        if (priority < FIRST || priority > LAST) {
            throw new IllegalArgumentException("The priority is not a number from " + FIRST + " to " + LAST);
        }
        if (weight < 1 || weight > HEAVIEST) {
            throw new IllegalArgumentException("The weight is not a number from 1 to " + HEAVIEST);
        }
    }

    /** What a row says. Whoever wrote nonsense past Pollux gets the nearest that makes sense. */
    static Rank nearest(int priority, int weight) {
        return new Rank(Math.max(FIRST, Math.min(LAST, priority)), Math.max(1, Math.min(HEAVIEST, weight)));
    }
}
