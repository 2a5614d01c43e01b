package io.pollux.pool;

import static io.pollux.pool.Failures.modelClosed;
import static io.pollux.pool.Failures.projectRefused;
import static io.pollux.pool.Failures.spent;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.pool.Cooldown.Provenance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pure rules of cooling down (wire: classification for a key pool). */
class BenchTest {
    private static final Instant NOW = Instant.parse("2026-11-21T14:00:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2026-11-22T08:00:00Z");

    static Stream<Arguments> firstFailures() {
        return Stream.of(
                row("day", spent(QuotaWindow.DAY), MIDNIGHT, Provenance.STATED),
                row("day, short retryDelay", spent(QuotaWindow.DAY, seconds(38)), MIDNIGHT, Provenance.STATED),
                row("day, long retryDelay", spent(QuotaWindow.DAY, seconds(90_000)), MIDNIGHT, Provenance.STATED),
                row("minute", spent(QuotaWindow.MINUTE), NOW.plusSeconds(60), Provenance.GUESSED),
                row("minute, 33 s", spent(QuotaWindow.MINUTE, seconds(33)), NOW.plusSeconds(34), Provenance.STATED),
                row(
                        "minute, 900 ms",
                        spent(QuotaWindow.MINUTE, Duration.ofMillis(900)),
                        NOW.plusMillis(1_900),
                        Provenance.STATED),
                row("minute, negative", spent(QuotaWindow.MINUTE, seconds(-9)), NOW.plusSeconds(1), Provenance.STATED),
                row("limit: 0", spent(QuotaWindow.NONE_GRANTED), NOW.plusSeconds(86_400), Provenance.GUESSED),
                row("no details", spent(QuotaWindow.UNSTATED), NOW.plusSeconds(5), Provenance.GUESSED),
                row(
                        "no window, 40 s",
                        spent(QuotaWindow.UNSTATED, seconds(40)),
                        NOW.plusSeconds(41),
                        Provenance.GUESSED),
                row("closed model", modelClosed(), NOW.plus(Duration.ofDays(3)), Provenance.GUESSED),
                row("billing", projectRefused(Duration.ofHours(6)), NOW.plusSeconds(21_600), Provenance.GUESSED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("firstFailures")
    void aFailureCoolsAsLongAsItSays(String name, Failure failure, Instant until, Provenance provenance) {
        Bench bench = Bench.NONE.after(failure, NOW);
        assertThat(bench.cooldown().until()).isEqualTo(until);
        assertThat(bench.cooldown().provenance()).isEqualTo(provenance);
        assertThat(bench.cooldown().reason()).endsWith("What Google said");
        assertThat(bench.on(until.minusMillis(1))).isTrue();
        assertThat(bench.on(until)).isFalse();
    }

    @Test
    void failuresThatAreNobodysQuotaBenchNobody() {
        for (Failure failure : Failures.blameless()) {
            assertThat(Bench.NONE.after(failure, NOW)).isSameAs(Bench.NONE);
        }
        for (Failure.Refusal refusal : Failure.Refusal.values()) {
            assertThat(Bench.NONE.after(Failures.refused(refusal), NOW)).isSameAs(Bench.NONE);
        }
    }

    @Test
    void aToolWithoutQuotaLeavesTheModelWorking() {
        assertThat(Bench.NONE.after(spent(QuotaWindow.TOOL), NOW)).isSameAs(Bench.NONE);
    }

    @Test
    void refusalsWithoutDetailsCoolLongerEachTimeUpToTwoMinutes() {
        Bench bench = Bench.NONE;
        Instant now = NOW;
        for (long expected : List.of(5, 10, 20, 40, 80, 120, 120, 120)) {
            bench = bench.after(spent(QuotaWindow.UNSTATED), now);
            assertThat(bench.cooldown().until()).isEqualTo(now.plusSeconds(expected));
            now = bench.cooldown().until();
        }
    }

    @Test
    void aSuccessLetsTheGuessesBeginAgain() {
        Bench twice = Bench.NONE
                .after(spent(QuotaWindow.UNSTATED), NOW)
                .after(spent(QuotaWindow.UNSTATED), NOW.plusSeconds(5));
        Bench after = twice.afterSuccess(NOW.plusSeconds(16)).after(spent(QuotaWindow.UNSTATED), NOW.plusSeconds(20));
        assertThat(after.cooldown().until()).isEqualTo(NOW.plusSeconds(25));
    }

    @Test
    void guessesAreForgottenAfterAWhile() {
        Bench bench = Bench.NONE.after(spent(QuotaWindow.UNSTATED), NOW);
        Instant later = bench.forgettableAt();
        assertThat(later).isAfter(bench.cooldown().until());
        assertThat(bench.after(spent(QuotaWindow.UNSTATED), later).cooldown().until())
                .isEqualTo(later.plusSeconds(5));
    }

    @Test
    void callsThatWereUnderWayWhenTheCoolDownBeganDoNotLengthenTheGuess() {
        Bench bench = Bench.NONE;
        for (int i = 0; i < 20; i++) {
            bench = bench.after(spent(QuotaWindow.UNSTATED), NOW.plusMillis(i));
        }
        assertThat(bench.cooldown().until()).isEqualTo(NOW.plusMillis(19).plusSeconds(5));
    }

    @Test
    void aSuccessEndsAGuessAndNotWhatGoogleStated() {
        Instant later = NOW.plusSeconds(1);
        Bench guessed = Bench.NONE.after(spent(QuotaWindow.NONE_GRANTED), NOW);
        Bench stated = Bench.NONE.after(spent(QuotaWindow.DAY), NOW);
        Bench manual = Bench.of(new Cooldown(MIDNIGHT, "By hand", Provenance.MANUAL), NOW);
        assertThat(guessed.afterSuccess(later)).isEqualTo(Bench.NONE);
        assertThat(stated.afterSuccess(later).cooldown()).isEqualTo(stated.cooldown());
        assertThat(manual.afterSuccess(later).cooldown()).isEqualTo(manual.cooldown());
    }

    @Test
    void aSuccessOfACallThatWasSentBeforeTheFailureProvesNothing() {
        Bench guessed = Bench.NONE.after(spent(QuotaWindow.UNSTATED), NOW);
        assertThat(guessed.afterSuccess(NOW.minusSeconds(30))).isEqualTo(guessed);
        assertThat(guessed.afterSuccess(NOW)).isEqualTo(guessed);
    }

    @Test
    void aShorterCoolDownLeavesTheLongerOneWithItsReason() {
        Bench day = Bench.NONE.after(spent(QuotaWindow.DAY), NOW);
        for (Failure shorter : List.of(spent(QuotaWindow.MINUTE, seconds(33)), spent(QuotaWindow.UNSTATED))) {
            assertThat(day.after(shorter, NOW.plusSeconds(1)).cooldown()).isEqualTo(day.cooldown());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void noSequenceOfEventsBenchesInThePastOrShortensABench(long seed) {
        Random random = new Random(seed);
        List<Failure> failures = Failures.all();
        Bench bench = Bench.NONE;
        Instant now = NOW;
        for (int i = 0; i < 5_000; i++) {
            now = now.plusMillis(random.nextInt(random.nextInt(20) == 0 ? 40_000_000 : 20_000));
            if (random.nextInt(5) == 0) {
                Bench next = bench.afterSuccess(now.minusMillis(random.nextInt(60_000)));
                if (bench.on(now) && bench.cooldown().provenance() != Provenance.GUESSED) {
                    assertThat(next.cooldown()).isEqualTo(bench.cooldown());
                }
                bench = next;
                continue;
            }
            Failure failure = failures.get(random.nextInt(failures.size()));
            Bench next = bench.after(failure, now);
            assertThat(next.cooldown().until())
                    .isAfterOrEqualTo(bench.cooldown().until());
            if (!next.equals(bench)) {
                assertThat(next.cooldown().until()).as("%s at %s", failure, now).isAfter(now);
                assertThat(next.since()).isEqualTo(now);
            }
            bench = next;
        }
    }

    private static Arguments row(String name, Failure failure, Instant until, Provenance provenance) {
        return Arguments.of(name, failure, until, provenance);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
