package io.pollux.admin.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Caller;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final Admission admission = new Admission(new Caller("abc", "administrator", true), START);

    @Test
    void logInEndsThatLongAfterItWasMadeWhateverHappensMeanwhile() {
        assertThat(admission.over(HOUR, START.plusSeconds(3_599))).isFalse();
        assertThat(admission.over(HOUR, START.plusSeconds(3_600))).isTrue();
    }

    @Test
    void shorterSettingEndsItAtOnce() {
        assertThat(admission.over(Duration.ofMinutes(5), START.plusSeconds(600)))
                .isTrue();
    }
}
