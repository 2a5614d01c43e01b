package io.pollux.storage;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Whether the database answers, felt at most once a second and by one thread at a time: while it is away a check takes
 * seconds, and whoever asks meanwhile gets the last answer instead of waiting too.
 */
final class Pulse {
    private static final long KEPT = Duration.ofSeconds(1).toNanos();

    private final BooleanSupplier check;
    private final ReentrantLock turn = new ReentrantLock();
    /** Written by the holder of the turn. */
    private volatile Beat last = new Beat(true, System.nanoTime());

    Pulse(BooleanSupplier check) {
        this.check = check;
    }

    boolean beats() {
        if (System.nanoTime() - last.at() < KEPT || !turn.tryLock()) {
            return last.felt();
        }
        try {
            boolean felt = check.getAsBoolean();
            last = new Beat(felt, System.nanoTime());
            return felt;
        } finally {
            turn.unlock();
        }
    }

    private record Beat(boolean felt, long at) {}
}
