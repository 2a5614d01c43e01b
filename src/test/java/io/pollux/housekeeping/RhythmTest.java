package io.pollux.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class RhythmTest {
    private static final Instant NOW = Instant.parse("2026-11-21T14:00:00Z");

    @Test
    void nodesCheckAtDifferentMomentsAroundTheInterval() {
        Rhythm hourly = Rhythm.about(() -> Duration.ofHours(1));
        assertThat(hourly.next(NOW, 0)).isEqualTo(NOW.plus(Duration.ofMinutes(54)));
        assertThat(hourly.next(NOW, 0.5)).isEqualTo(NOW.plus(Duration.ofMinutes(60)));
        assertThat(hourly.next(NOW, 0.999)).isBefore(NOW.plus(Duration.ofMinutes(66)));
    }

    @Test
    void nightIsWhereTheSettingSays() {
        Rhythm shanghai = Rhythm.nightly(() -> ZoneId.of("Asia/Shanghai"));
        assertThat(shanghai.next(NOW, 0)).isEqualTo(Instant.parse("2026-11-21T16:00:00Z"));
        assertThat(shanghai.next(Instant.parse("2026-11-21T16:10:00Z"), 0.5))
                .isEqualTo(Instant.parse("2026-11-22T16:15:00Z"));
    }

    @Test
    void aHouseThatIsNeverOpenAtMidnightCleansUpSoonAfterItsOpening() {
        Rhythm nightly = Rhythm.nightly(() -> ZoneId.of("UTC"));
        assertThat(nightly.first(NOW, 0)).isEqualTo(NOW.plusSeconds(60));
        assertThat(nightly.first(NOW, 1)).isEqualTo(NOW.plusSeconds(120));
    }
}
