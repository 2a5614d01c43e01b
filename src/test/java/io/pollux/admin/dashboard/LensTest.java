package io.pollux.admin.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.journal.tally.Dimension;
import io.pollux.journal.tally.Grain;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LensTest {
    private static final Instant NOW = Instant.parse("2026-03-29T01:30:17Z");

    @ParameterizedTest
    @CsvSource({
        "ALL, PT1H, MINUTE, PT1M",
        "ALL, PT24H, MINUTE, PT15M",
        "ALL, P7D, HOUR, PT2H",
        "ALL, P30D, HOUR, PT8H",
        "ALL, P60D, DAY, P1D",
        "ALL, P400D, DAY, P7D",
        "MODEL, PT24H, MINUTE, PT15M",
        "KEY, PT1H, HOUR, PT1H",
        "KEY, PT24H, HOUR, PT1H",
        "KEY, P7D, HOUR, PT2H",
        "PROJECT, P30D, HOUR, PT8H"
    })
    void pointsAreAsFineAsWhatIsKept(Dimension dimension, Duration length, Grain grain, Duration point) {
        Lens lens = Lens.of(dimension, NOW.minus(length), NOW, NOW);

        assertThat(lens).isEqualTo(new Lens(grain, point));
        assertThat(lens.points(NOW.minus(length), NOW)).hasSizeLessThanOrEqualTo(101);
    }

    @Test
    void shortStretchOfLongAgoIsSeenInTheStepsThatAreLeft() {
        Instant from = NOW.minus(Duration.ofDays(20));

        assertThat(Lens.of(Dimension.ALL, from, from.plus(Duration.ofHours(2)), NOW))
                .isEqualTo(new Lens(Grain.HOUR, Duration.ofHours(1)));
        assertThat(Lens.of(Dimension.MODEL, from, from.plus(Duration.ofHours(2)), NOW))
                .isEqualTo(new Lens(Grain.HOUR, Duration.ofHours(1)));
    }

    @Test
    void pointsCoverTheStretchWithoutAGap() {
        Lens lens = new Lens(Grain.MINUTE, Duration.ofMinutes(15));

        assertThat(lens.points(NOW.minus(Duration.ofHours(1)), NOW))
                .containsExactly(
                        Instant.parse("2026-03-29T00:30:00Z"),
                        Instant.parse("2026-03-29T00:45:00Z"),
                        Instant.parse("2026-03-29T01:00:00Z"),
                        Instant.parse("2026-03-29T01:15:00Z"),
                        Instant.parse("2026-03-29T01:30:00Z"));
    }
}
