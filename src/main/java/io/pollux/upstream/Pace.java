package io.pollux.upstream;

import java.time.Clock;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** Time and chance for the health of ways out: what is measured must not jump when the clock is put right. */
record Pace(LongSupplier nanoTime, Clock clock, DoubleSupplier chances) {
    /** For the measuring of spans. */
    long nanos() {
        return nanoTime.getAsLong();
    }

    /** For showing. */
    Instant now() {
        return clock.instant();
    }

    /** From 0 to 1. */
    double chance() {
        return chances.getAsDouble();
    }
}
