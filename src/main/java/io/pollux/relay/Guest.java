package io.pollux.relay;

import io.pollux.exchange.Failure;
import io.pollux.pool.Loan;

/**
 * A call that waits for a key, as the {@link WaitingRoom} sees it. From {@link WaitingRoom#enter} on exactly one of
 * {@link #admitted} and {@link #turnedAway} is called, unless the guest leaves by itself, and then at most one.
 */
interface Guest {
    /** Who calls: all callers take turns. */
    String caller();

    Line line();

    /** When it came, in milliseconds since the epoch. */
    long since();

    /** Until when it waits. */
    long until();

    /** Asks for a key once. */
    Entry ask();

    /** Here is a key. */
    void admitted(Loan loan);

    /** There will be none in time. */
    void turnedAway(Failure why);
}
