package io.pollux.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A deletion of log rows from its beginning to its end: what a page shows of its progress. May be asked from any thread. */
public final class Erasure {
    private static final int WHOLE = 100;

    private final Kind kind;
    private final CountDownLatch over = new CountDownLatch(1);
    /** Written by the eraser's thread. */
    private volatile State state = State.RUNNING;

    private volatile long deleted;
    private volatile int percent;
    private volatile boolean cancelled;

    Erasure(Kind kind) {
        this.kind = kind;
    }

    /** What is deleted. */
    public enum Kind {
        CALLS,
        ERRORS
    }

    /** How far it is. */
    public enum State {
        RUNNING,
        DONE,
        CANCELLED,
        FAILED
    }

    public Kind kind() {
        return kind;
    }

    public State state() {
        return state;
    }

    /** How many calls, or errors, are gone. */
    public long deleted() {
        return deleted;
    }

    /** How much of the time that is gone through lies behind, in percent. */
    public int percent() {
        return percent;
    }

    /** Leaves the rest as it is; what is deleted already stays deleted. */
    public void cancel() {
        cancelled = true;
    }

    /** Waits for the end, at most so long, and says whether it has come. */
    public boolean await(Duration most) throws InterruptedException {
        return over.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean cancelled() {
        return cancelled;
    }

    void add(long some) {
        deleted += some;
    }

    void reached(Instant from, Instant at, Instant until) {
        long all = Math.max(1, Duration.between(from, until).toMillis());
        percent = (int)
                Math.max(0, Math.min(WHOLE, WHOLE * Duration.between(from, at).toMillis() / all));
    }

    void end(State last) {
        if (last == State.DONE) {
            percent = WHOLE;
        }
        state = last;
        over.countDown();
    }
}
