package io.pollux.admin.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final String HERE = "192.0.2.1";
    private static final String ELSEWHERE = "192.0.2.2";

    private final LoginThrottle throttle = new LoginThrottle();

    @Test
    void fiveTriesAreFreeAndTheSixthWaits() {
        fail(HERE, LoginThrottle.TRIES);

        assertThat(throttle.ask(HERE, START)).isEqualTo(LoginThrottle.FIRST_WAIT);
        assertThat(throttle.ask(HERE, START.plusSeconds(29))).isEqualTo(Duration.ofSeconds(1));
        assertThat(throttle.ask(HERE, START.plusSeconds(30))).isZero();
    }

    @Test
    void eachFurtherFailureDoublesTheWaitUpToAQuarterOfAnHour() {
        Instant now = START;
        fail(HERE, LoginThrottle.TRIES);
        for (int seconds : List.of(30, 60, 120, 240, 480, 900, 900)) {
            assertThat(throttle.ask(HERE, now)).isEqualTo(Duration.ofSeconds(seconds));
            now = now.plusSeconds(seconds);
            assertThat(throttle.ask(HERE, now)).isZero();
        }
    }

    @Test
    void refusedTriesDoNotMakeTheWaitLonger() {
        fail(HERE, LoginThrottle.TRIES);
        IntStream.range(0, 1_000).forEach(unused -> throttle.ask(HERE, START.plusSeconds(1)));

        assertThat(throttle.ask(HERE, START.plusSeconds(30))).isZero();
    }

    @Test
    void successClearsTheAddress() {
        fail(HERE, LoginThrottle.TRIES - 1);
        assertThat(throttle.ask(HERE, START)).isZero();
        throttle.succeeded(HERE, START);
        fail(HERE, LoginThrottle.TRIES - 1);

        assertThat(throttle.ask(HERE, START)).isZero();
    }

    @Test
    void oneAddressDoesNotMakeAnotherWait() {
        fail(HERE, LoginThrottle.TRIES);

        assertThat(throttle.ask(ELSEWHERE, START)).isZero();
    }

    @Test
    void aQuarterOfAnHourOfRestForgivesAll() {
        fail(HERE, LoginThrottle.TRIES);
        Instant later = START.plus(LoginThrottle.LONGEST_WAIT).plusSeconds(1);

        IntStream.range(0, LoginThrottle.TRIES)
                .forEach(unused -> assertThat(throttle.ask(HERE, later)).isZero());
    }

    @Test
    void manyAddressesTogetherMustWait() {
        IntStream.range(0, LoginThrottle.TRIES_OF_ALL)
                .forEach(number ->
                        assertThat(throttle.ask("198.51.100." + number, START)).isZero());

        assertThat(throttle.ask(HERE, START.plusSeconds(60))).isEqualTo(Duration.ofMinutes(14));
        assertThat(throttle.ask(HERE, START.plus(LoginThrottle.LONGEST_WAIT).plusSeconds(1)))
                .isZero();
    }

    @Test
    void addressOfAnEarlierLogInDoesNotSufferFromOthers() {
        assertThat(throttle.ask(HERE, START)).isZero();
        throttle.succeeded(HERE, START);
        IntStream.range(0, LoginThrottle.TRIES_OF_ALL).forEach(number -> throttle.ask("198.51.100." + number, START));

        assertThat(throttle.ask(ELSEWHERE, START)).isPositive();
        assertThat(throttle.ask(HERE, START)).isZero();
    }

    @Test
    void oneNetworkOfVersionSixIsOneAddress() {
        IntStream.range(0, LoginThrottle.TRIES)
                .forEach(number -> assertThat(throttle.ask("2001:db8:1:2::" + number, START))
                        .isZero());

        assertThat(throttle.ask("2001:db8:1:2:ffff::1", START)).isPositive();
        assertThat(throttle.ask("2001:db8:1:3::1", START)).isZero();
    }

    @Test
    void memoryIsBoundedWhateverComes() {
        Instant now = START;
        for (int number = 0; number < 30_000; number++) {
            now = now.plusSeconds(60);
            String address = "10.%d.%d.%d".formatted(number >> 16, number >> 8 & 255, number & 255);
            throttle.ask(address, now);
            if (number % 2 == 0) {
                throttle.succeeded(address, now);
            }
        }
        assertThat(throttle.size()).isLessThanOrEqualTo(11_000);
    }

    @Test
    void triesAtTheSameMomentDoNotAllPass() {
        long passed = IntStream.range(0, 200)
                .parallel()
                .filter(unused -> throttle.ask(HERE, START).isZero())
                .count();

        assertThat(passed).isEqualTo(LoginThrottle.TRIES);
    }

    private void fail(String address, int times) {
        IntStream.range(0, times)
                .forEach(unused -> assertThat(throttle.ask(address, START)).isZero());
    }
}
