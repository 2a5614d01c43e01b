package io.pollux.pool;

import java.time.Instant;
import java.util.function.Consumer;

/**
 * The clock's time, made to run forwards where threads overtake each other on their way to the pool's lock. When the clock
 * itself was put back, says so. Guarded by the pool's lock.
 */
final class Forwards {
    private static final long OVERTAKING = 2_000;

    private final Consumer<Instant> putBack;
    private long latest = Long.MIN_VALUE / 2;

    /** @param putBack hears of a clock that was put back, and to when */
    Forwards(Consumer<Instant> putBack) {
        this.putBack = putBack;
    }

    long at(long read) {
        if (read < latest - OVERTAKING) {
            latest = read;
            putBack.accept(Instant.ofEpochMilli(read));
        }
        latest = Math.max(latest, read);
        return latest;
    }
}
