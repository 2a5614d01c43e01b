package io.pollux.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Daily quotas turn at midnight Pacific time (wire: limits). */
class QuotaDayTest {
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "2026-01-15T12:00:00Z, 2026-01-16T08:00:00Z",
        "2026-07-15T12:00:00Z, 2026-07-16T07:00:00Z",
        // In UTC it is already tomorrow, in California it is still today.
        "2026-01-16T07:59:59.999Z, 2026-01-16T08:00:00Z",
        "2026-01-16T08:00:00Z, 2026-01-17T08:00:00Z",
        // Clocks go forward at 2 in the morning of 8 March 2026: a day of 23 hours.
        "2026-03-08T07:59:59Z, 2026-03-08T08:00:00Z",
        "2026-03-08T08:00:00Z, 2026-03-09T07:00:00Z",
        "2026-03-08T09:59:59Z, 2026-03-09T07:00:00Z",
        "2026-03-08T10:00:00Z, 2026-03-09T07:00:00Z",
        "2026-03-09T06:59:59Z, 2026-03-09T07:00:00Z",
        // Clocks go back at 2 in the morning of 1 November 2026: a day of 25 hours.
        "2026-11-01T06:59:59Z, 2026-11-01T07:00:00Z",
        "2026-11-01T07:00:00Z, 2026-11-02T08:00:00Z",
        "2026-11-01T08:30:00Z, 2026-11-02T08:00:00Z",
        "2026-11-01T09:30:00Z, 2026-11-02T08:00:00Z",
        "2026-11-02T07:59:59Z, 2026-11-02T08:00:00Z",
        "2026-12-31T23:00:00Z, 2027-01-01T08:00:00Z",
    })
    void theDayEndsAtTheNextPacificMidnight(Instant moment, Instant end) {
        assertThat(QuotaDay.endOf(moment)).isEqualTo(end);
    }

    @Test
    void theNightsThatChangeTheClocksMakeDaysOf23And25Hours() {
        assertThat(lengthOfDay("2026-03-08T08:00:00Z")).isEqualTo(Duration.ofHours(23));
        assertThat(lengthOfDay("2026-11-01T07:00:00Z")).isEqualTo(Duration.ofHours(25));
        assertThat(lengthOfDay("2026-11-21T08:00:00Z")).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void theDayTurnsBetweenTwoMomentsOnBothSidesOfMidnight() {
        Instant before = Instant.parse("2026-11-21T07:59:59Z");
        assertThat(QuotaDay.turned(before, before.plusMillis(999))).isFalse();
        assertThat(QuotaDay.turned(before, before.plusSeconds(1))).isTrue();
    }

    private static Duration lengthOfDay(String midnight) {
        Instant start = Instant.parse(midnight);
        return Duration.between(start, QuotaDay.endOf(start));
    }
}
