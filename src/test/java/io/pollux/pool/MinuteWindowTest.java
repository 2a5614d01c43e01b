package io.pollux.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rolling minute. */
class MinuteWindowTest {
    private static final long NOW = Instant.parse("2026-11-21T14:00:01Z").toEpochMilli();

    @Test
    void aCallCountsForAMinuteAndAtMostTwoSecondsMore() {
        MinuteWindow window = new MinuteWindow();
        window.add(NOW, 1, 500);
        assertThat(window.requests(NOW + 60_000)).isEqualTo(1);
        assertThat(window.tokens(NOW + 60_000)).isEqualTo(500);
        assertThat(window.requests(NOW + 62_000)).isZero();
        assertThat(window.tokens(NOW + 62_000)).isZero();
    }

    @Test
    void theMomentAtWhichThereIsRoomIsNeitherTooEarlyNorTooLate() {
        MinuteWindow window = new MinuteWindow();
        for (int i = 0; i < 10; i++) {
            window.add(NOW + i * 5_000, 1, 100);
        }
        long now = NOW + 50_000;
        long free = window.sinksTo(7, Long.MAX_VALUE, now);
        assertThat(window.requests(free - 1)).isEqualTo(8);
        assertThat(window.requests(free)).isEqualTo(7);
        assertThat(free).isBetween(NOW + 10_000 + 60_000, NOW + 10_000 + 62_000);
        assertThat(window.sinksTo(7, Long.MAX_VALUE, free)).isEqualTo(free);
    }

    @Test
    void aCorrectionReachesTheCallItIsForAndNoneThatIsOver() {
        MinuteWindow window = new MinuteWindow();
        window.add(NOW, 1, 100);
        window.add(NOW + 30_000, 1, 100);
        window.correct(NOW, 0, 900);
        assertThat(window.tokens(NOW + 50_000)).isEqualTo(1_100);
        assertThat(window.tokens(NOW + 65_000)).isEqualTo(100);
        window.correct(NOW, -1, -1_000);
        assertThat(window.requests(NOW + 65_000)).isEqualTo(1);
        assertThat(window.tokens(NOW + 65_000)).isEqualTo(100);
    }

    @Test
    void aClockThatJumpsStartsTheMinuteAnewAndNeverKeepsItFull() {
        MinuteWindow window = new MinuteWindow();
        window.add(NOW, 10, 1_000);
        assertThat(window.requests(NOW - 3_600_000)).isZero();
        window.add(NOW - 3_600_000, 1, 1);
        assertThat(window.requests(NOW + 86_400_000)).isZero();
        window.correct(NOW - 3_600_000, -1, -1);
        assertThat(window.requests(NOW + 86_400_000)).isZero();
        assertThat(window.tokens(NOW + 86_400_000)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theWindowCountsWhatAListOfCallsWouldCount(long seed) {
        Random random = new Random(seed);
        MinuteWindow window = new MinuteWindow();
        Deque<long[]> calls = new ArrayDeque<>();
        long now = NOW;
        for (int i = 0; i < 20_000; i++) {
            now += random.nextInt(random.nextInt(50) == 0 ? 90_000 : 900);
            if (random.nextInt(3) > 0) {
                long tokens = random.nextInt(1_000);
                window.add(now, 1, tokens);
                calls.add(new long[] {now, tokens});
            }
            long least = now - 62_000;
            calls.removeIf(call -> call[0] <= least);
            long surely = now - 60_000;
            long sure = calls.stream().filter(call -> call[0] >= surely).count();
            assertThat(window.requests(now)).isBetween(sure, (long) calls.size());
            long most = random.nextInt(20);
            long free = window.sinksTo(most, Long.MAX_VALUE, now);
            assertThat(free).isBetween(now, now + 62_000);
        }
    }
}
