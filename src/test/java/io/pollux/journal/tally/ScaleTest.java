package io.pollux.journal.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleTest {
    @Test
    void everyTimeHasAStepAndLongerTimesHaveLaterOnes() {
        assertThat(Scale.step(Duration.ZERO)).isZero();
        assertThat(Scale.step(Duration.ofMillis(19))).isZero();
        assertThat(Scale.step(Duration.ofMillis(20))).isOne();
        assertThat(Scale.step(Duration.ofMillis(39))).isOne();
        assertThat(Scale.step(Duration.ofMillis(40))).isEqualTo(2);
        assertThat(Scale.step(Duration.ofDays(3))).isEqualTo(Scale.STEPS - 1);
        for (int step = 1; step < Scale.STEPS; step++) {
            assertThat(Scale.step(Duration.ofNanos((long) (Scale.end(step - 1) * 1e6) + 1_000)))
                    .isEqualTo(step);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 95, 99})
    void percentileIsNearTheTrueOne(int percent) {
        Random chance = new Random(7);
        double[] millis =
                chance.doubles(20_000).map(x -> 40 * Math.exp(7 * x * x)).toArray();
        long[] counts = new long[Scale.STEPS];
        for (double each : millis) {
            counts[Scale.step(Duration.ofNanos((long) (each * 1e6)))]++;
        }
        Arrays.sort(millis);

        assertThat((double) Scale.percentile(counts, percent))
                .isCloseTo(millis[millis.length * percent / 100], Percentage.withPercentage(10));
    }

    @Test
    void nothingCountedHasNoPercentile() {
        assertThat(Scale.percentile(new long[Scale.STEPS], 99)).isZero();
    }

    @Test
    void aSingleTimeIsItsOwnPercentile() {
        long[] counts = new long[Scale.STEPS];
        counts[Scale.step(Duration.ofMillis(800))] = 1;

        assertThat(Scale.percentile(counts, 50)).isBetween(640L, 1_280L);
        assertThat(Scale.percentile(counts, 99)).isBetween(640L, 1_280L);
    }
}
