package io.pollux.pool;

/** Whose turn it is among the keys of one tier that are ready. Guarded by the pool's lock. */
final class Ring {
    /** No place at all is ready. */
    static final int EMPTY = -1;
    /** Every place that is ready has been tried. */
    static final int ALL_TRIED = -2;

    /** Every place that is ready has too little room for the call. */
    static final int NO_ROOM = -3;

    private final Tier tier;
    private final ReadySet ready;
    private final WeightedTurn weighted;
    private int turn;
    private int served;

    Ring(Tier tier) {
        this(tier, new ReadySet(), new WeightedTurn(), 0);
    }

    private Ring(Tier tier, ReadySet ready, WeightedTurn weighted, int turn) {
        this.tier = tier;
        this.ready = ready;
        this.weighted = weighted;
        this.turn = turn;
    }

    Ring copy() {
        return new Ring(tier, ready.copy(), weighted.copy(), turn);
    }

    Tier tier() {
        return tier;
    }

    KeyEntry at(int place) {
        return tier.at(place);
    }

    void admit(KeyEntry entry) {
        ready.add(entry.place());
        weighted.admit(entry.place(), entry.key().rank().weight());
    }

    void bar(int place) {
        ready.remove(place);
        weighted.bar(place);
    }

    boolean holds(int place) {
        return ready.contains(place);
    }

    int count() {
        return ready.count();
    }

    /**
     * The place that serves the next call, or {@link #EMPTY} or {@link #ALL_TRIED}.
     *
     * @param perTurn how many calls a place serves before the turn passes on
     */
    int next(int perTurn, Tried tried) {
        int from = served < perTurn ? turn : turn + 1;
        for (int skipped = 0; skipped <= tried.count(); skipped++) {
            int place = from(from);
            if (place == EMPTY) {
                return EMPTY;
            }
            if (!tried.contains(at(place).id())) {
                served = place == turn && served < perTurn ? served + 1 : 1;
                turn = place;
                return place;
            }
            from = place + 1;
        }
        return ALL_TRIED;
    }

    /** The place that has the next call by weight, tried or not; {@link #EMPTY} when there is none. */
    int nextByWeight() {
        return weighted.next();
    }

    /** The first ready place from that one on, round and round; {@link #EMPTY} when there is none. */
    int from(int place) {
        int next = ready.next(place);
        return next == ReadySet.NONE ? ready.next(0) : next;
    }

    /** The first place from that one on that is not ready; as many as the tier has when all others are. */
    int absentFrom(int place) {
        return ready.absent(place, tier.places());
    }

    /** The place that had the last call. */
    int turn() {
        return turn;
    }

    /** The turn passes on from this place, unless it has it already. */
    void pass(int place) {
        if (place != turn) {
            turn = place;
            served = Integer.MAX_VALUE;
        }
    }
}
