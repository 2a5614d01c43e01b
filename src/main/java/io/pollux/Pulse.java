package io.pollux;

import io.pollux.storage.Storage;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether the database answers, asked at most once a second: health is open to everybody, and a question per request would
 * let anybody keep the database busy. Whoever comes while another asks gets the last answer.
 */
final class Pulse {
    private static final long SECOND = 1_000;

    private final Clock clock;
    private final AtomicLong askedAt = new AtomicLong();
    private volatile boolean last = true;

    Pulse(Clock clock) {
        this.clock = clock;
    }

    boolean beats(Storage storage) {
        long now = clock.millis();
        long before = askedAt.get();
        if (now - before >= SECOND && askedAt.compareAndSet(before, now)) {
            last = storage.healthy();
        }
        return last;
    }
}
