package io.pollux.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ManualClockTest {
    private static final Instant START = Instant.parse("2026-11-21T07:59:59Z");

    @Test
    void itStandsUntilItIsMoved() {
        ManualClock clock = ManualClock.at(START);

        assertThat(clock.instant()).isEqualTo(START).isEqualTo(clock.instant());
        assertThat(clock.advance(Duration.ofSeconds(1))).isEqualTo(Instant.parse("2026-11-21T08:00:00Z"));
        clock.set(START);
        assertThat(clock.millis()).isEqualTo(START.toEpochMilli());
    }

    @Test
    void inAnotherZoneItIsTheSameClock() {
        ManualClock clock = ManualClock.at("2026-11-21T07:59:59Z");
        ManualClock pacific = clock.withZone(ZoneId.of("America/Los_Angeles"));

        clock.advance(Duration.ofHours(1));

        assertThat(pacific.instant()).isEqualTo(clock.instant());
        assertThat(pacific.getZone()).isEqualTo(ZoneId.of("America/Los_Angeles"));
    }
}
