package io.pollux.pool;

import java.util.function.Supplier;

/**
 * Whose turn it is among the keys of one kind that are ready. Holds places, not keys: a key has the same place in every
 * ring. Guarded by the pool's lock.
 */
final class Ring {
    /** No place at all is ready. */
    static final int EMPTY = -1;
    /** Every place that is ready has been tried. */
    static final int ALL_TRIED = -2;

    /** Every place that is ready has too little room for the call. */
    static final int NO_ROOM = -3;

    private final ReadySet ready;
    private int turn;
    private int served;
    private Shortage shortage;
    private long shortageEdition;

    Ring() {
        this(new ReadySet(), 0);
    }

    private Ring(ReadySet ready, int turn) {
        this.ready = ready;
        this.turn = turn;
    }

    Ring copy() {
        return new Ring(ready.copy(), turn);
    }

    void admit(int place) {
        ready.add(place);
    }

    void bar(int place) {
        ready.remove(place);
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
    int next(int perTurn, Tried tried, Roster roster) {
        int from = served < perTurn ? turn : turn + 1;
        for (int skipped = 0; skipped <= tried.count(); skipped++) {
            int place = ready.next(from);
            if (place == ReadySet.NONE) {
                place = ready.next(0);
            }
            if (place == ReadySet.NONE) {
                return EMPTY;
            }
            if (!tried.contains(roster.at(place).id())) {
                served = place == turn && served < perTurn ? served + 1 : 1;
                turn = place;
                return place;
            }
            from = place + 1;
        }
        return ALL_TRIED;
    }

    /** The turn passes on from this place, which has not served. */
    void pass(int place) {
        turn = place;
        served = Integer.MAX_VALUE;
    }

    /** A count over all keys, kept as long as the edition says that it would come out the same. */
    Shortage shortage(long edition, Supplier<Shortage> count) {
        if (shortage == null || shortageEdition != edition) {
            shortage = count.get();
            shortageEdition = edition;
        }
        return shortage;
    }
}
