package io.pollux.pool;

/** Each key as often as its weight says. */
record Weighted() implements Strategy {
    @Override
    public int rank(Ring ring, Need need, int[] best) {
        for (int drawn = 0; drawn <= need.tried().count(); drawn++) {
            best[0] = ring.nextByWeight();
            if (best[0] < 0 || !need.tried().contains(ring.at(best[0]).id())) {
                return best[0] < 0 ? 0 : 1;
            }
        }
        return 0;
    }
}
