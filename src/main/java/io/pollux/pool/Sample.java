package io.pollux.pool;

/**
 * Some of the keys that are ready, put into an order: all where they are few, else a handful that a walk over the whole tier
 * comes to evenly. Guarded by the pool's lock.
 */
final class Sample {
    /** Up to so many keys are all looked at. */
    static final int FEW = Strategy.MOST;

    private static final int HANDFUL = 4;

    private final double[] marks = new double[Strategy.MOST];
    private long walk;

    /** Fills in places in the order of their turns; returns how many. */
    int draw(Ring ring, Tried tried, int[] places) {
        return ring.count() <= FEW ? all(ring, tried, places) : handful(ring, tried, places);
    }

    private static int all(Ring ring, Tried tried, int[] places) {
        int found = 0;
        int place = ring.turn();
        for (int looked = 0; looked < ring.count(); looked++) {
            place = ring.from(place + 1);
            found = add(ring, place, tried, places, found);
        }
        return found;
    }

    private int handful(Ring ring, Tried tried, int[] places) {
        int found = 0;
        for (int looked = 0; looked < HANDFUL; looked++) {
            int place = ring.from(Scatter.step(++walk, ring.tier().places()));
            found = add(ring, place, tried, places, found);
        }
        return found;
    }

    private static int add(Ring ring, int place, Tried tried, int[] places, int found) {
        if (tried.contains(ring.at(place).id())) {
            return found;
        }
        places[found] = place;
        return found + 1;
    }

    /** What {@link #sort} goes by, one for each place. */
    double[] marks() {
        return marks;
    }

    /** Puts the lowest marks first; of equal ones those that were first stay so. */
    void sort(int[] places, int count) {
        for (int next = 1; next < count; next++) {
            double mark = marks[next];
            int place = places[next];
            int at = next;
            while (at > 0 && marks[at - 1] > mark) {
                marks[at] = marks[at - 1];
                places[at] = places[at - 1];
                at--;
            }
            marks[at] = mark;
            places[at] = place;
        }
    }
}
