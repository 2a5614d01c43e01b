package io.pollux.pool;

import io.pollux.keys.StoredCalls;

/**
 * How many calls the operator lets each key serve in a Pacific day: counted when a key is lent, so that none is lent above its
 * limit. A key that has reached it is held back everywhere until the day is over, or the limit is another one. A key without
 * a limit is counted, and that is all. Guarded by the pool's lock.
 *
 * <p>A call counts once, however often it is sent with that key; not when Google refuses it, fails before its first token,
 * or is never reached, as in the project's day ({@link Charge}). Counting tokens, reading lists and checks of a certain key do not count.
 *
 * <p>Several nodes: each counts its own calls at once and hears of the others' when both have been to the database, which
 * takes them about a second. So nodes together may go above a limit by what the others lend in that second. A node that dies
 * takes with it what it had not written, less than a second's calls. An outage of the database leaves each node with what it
 * has heard and its own count.
 */
final class Rations {
    private final Lanes lanes;
    private final Outbox outbox;
    private final PacificDay day = new PacificDay();

    Rations(Lanes lanes, Outbox outbox) {
        this.lanes = lanes;
        this.outbox = outbox;
    }

    /** Counts a call that is about to be sent; its note waits in the outbox already. */
    void count(Loan loan, long now) {
        if (Booking.apart(loan.model())) {
            return;
        }
        long ends = day.endOf(now);
        loan.entry().calls().count(ends);
        loan.ration(ends);
        if (loan.entry().rationed()) {
            review(loan.entry(), now);
        }
    }

    /** The call turns out not to count. */
    void handBack(Loan loan, long now) {
        KeyEntry entry = loan.entry();
        if (loan.rationed() && !entry.gone()) {
            entry.calls().discount(loan.ration());
            outbox.note(entry);
            review(entry, now);
        }
    }

    /** What the table says of all nodes. */
    void hear(StoredCalls row, KeyEntry entry, long now) {
        long ends = row.dayEnds().toEpochMilli();
        if (ends == day.endOf(now)) {
            entry.calls().heard(ends, row.calls());
            review(entry, now);
        }
    }

    /** Holds a key back that is at its limit, and no other. */
    void review(KeyEntry entry, long now) {
        long ends = day.endOf(now);
        boolean spent =
                entry.rationed() && entry.key().dayLimit().reached(entry.calls().in(ends));
        lanes.hold(entry, spent ? ends : 0, now);
    }

    /** After the clock has gone back, perhaps to another day. */
    void setBackTo(long now) {
        for (KeyEntry entry : lanes.held()) {
            review(entry, now);
        }
    }
}
