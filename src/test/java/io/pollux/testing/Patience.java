package io.pollux.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread or process does in its own time. */
public final class Patience {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private Patience() {}

    /** Returns as soon as it is true, and fails when it is not within a minute. */
    public static void awaitThat(BooleanSupplier truth) {
        Instant deadline = Instant.now().plus(LONGEST);
        while (!truth.getAsBoolean() && Instant.now().isBefore(deadline)) {
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(truth.getAsBoolean()).isTrue();
    }
}
