package io.pollux.housekeeping;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Does what is to be done by the clock. Knows no timer: whoever has one calls {@link #tick} at every {@link #BEAT}, be it
 * an EJB or a scheduler. A chore that hangs, for its database is away, holds up no other as long as the executor has
 * threads left; six are enough.
 */
public final class Housekeeper implements AutoCloseable {
    /** How often {@link #tick} is wanted: two beats pass at most until another node knows what this one knows. */
    public static final Duration BEAT = Duration.ofMillis(400);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Clock clock;
    private final Executor executor;
    private final List<Round> rounds;
    private final Runnable farewell;
    private volatile boolean closed;

    /**
     * @param executor runs the chores; it belongs to the caller, who ends it after {@link #close}
     * @param farewell the last thing to do, on the thread that closes
     */
    Housekeeper(Clock clock, Executor executor, List<Chore> chores, Runnable farewell) {
        RandomGenerator chances = RandomGenerator.getDefault();
        Instant opened = clock.instant();
        this.clock = clock;
        this.executor = executor;
        this.rounds =
                chores.stream().map(chore -> new Round(chore, opened, chances)).toList();
        this.farewell = farewell;
    }

    /** Begins whatever is due. Returns at once, and never throws. */
    public void tick() {
        if (closed) {
            return;
        }
        Instant now = clock.instant();
        for (Round round : rounds) {
            if (round.take(now)) {
                begin(round);
            }
        }
    }

    /**
     * Begins nothing more, lets what is running finish for a few seconds, and writes down what the pool still holds. To be
     * closed after whatever lends keys, and before the database.
     */
    @Override
    public void close() {
        closed = true;
        long until = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (Round round : rounds) {
                round.await(TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime()));
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        farewell.run();
    }

    private void begin(Round round) {
        try {
            executor.execute(round::run);
        } catch (RejectedExecutionException ending) {
            round.leave();
        }
    }
}
