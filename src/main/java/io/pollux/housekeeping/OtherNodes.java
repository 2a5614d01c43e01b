package io.pollux.housekeeping;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Asks again and again what has changed since the last time, with some overlap. */
final class OtherNodes {
    /** Clocks of nodes differ a little, and a transaction is seen later than the time it wrote. */
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    private final Consumer<Instant> tellSince;
    private final Clock clock;
    /** Written by the one run there is at a time. */
    private volatile Instant answered;

    /** @param tellSince finds out what others have changed since a moment and tells whom it concerns */
    OtherNodes(Consumer<Instant> tellSince, Clock clock) {
        this.tellSince = tellSince;
        this.clock = clock;
        this.answered = clock.instant();
    }

    void run() {
        Instant now = clock.instant();
        tellSince.accept(answered.minus(OVERLAP));
        answered = now;
    }
}
