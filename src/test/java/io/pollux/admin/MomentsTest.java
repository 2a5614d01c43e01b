package io.pollux.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.admin.Moments.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentsTest {
    @ParameterizedTest
    @CsvSource({
        "PT4S, moment.now, 0",
        "PT-4S, moment.now, 0",
        "PT59S, moment.in.seconds, 59",
        "PT-61S, moment.ago.minutes, 1",
        "PT15H, moment.in.hours, 15",
        "PT-47H-59M, moment.ago.hours, 47",
        "P3D, moment.in.days, 3",
        "P-400D, moment.ago.days, 400"
    })
    void distanceIsToldInOneUnit(Duration away, String text, long count) {
        assertThat(Span.of(away)).isEqualTo(new Span(text, count));
    }

    @Test
    void countsAreWrittenIntoTheWords() {
        assertThat(Texts.say(Locale.ENGLISH, "moment.in.minutes", 4L)).isEqualTo("in 4 min");
        assertThat(Texts.say(Locale.ENGLISH, "done.DELETE", 0)).isEqualTo("No key is deleted.");
        assertThat(Texts.say(Locale.ENGLISH, "done.DELETE", 1)).isEqualTo("One key is deleted.");
        assertThat(Texts.say(Locale.ENGLISH, "done.DELETE", 1_204)).isEqualTo("1,204 keys are deleted.");
    }

    @Test
    void typedTimesAreUtcAndOfOurTimes() {
        assertThat(Moments.typed("2026-11-21T23:05")).contains(Instant.parse("2026-11-21T23:05:00Z"));
        assertThat(List.of(
                        "",
                        "yesterday",
                        "2026-11-21",
                        "1969-12-31T23:59",
                        "9999-01-01T00:00",
                        "-999999999-01-01T00:00"))
                .allSatisfy(text -> assertThat(Moments.typed(text)).isEmpty());
    }

    @Test
    void withoutScriptsTimesAreUtc() {
        assertThat(new Moments().plain(Instant.parse("2026-11-21T23:05:09Z"))).isEqualTo("2026-11-21 23:05 UTC");
    }
}
