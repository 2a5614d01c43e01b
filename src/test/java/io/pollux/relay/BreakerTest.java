package io.pollux.relay;

import static io.pollux.relay.Failures.MINUTE_QUOTA;
import static io.pollux.relay.Failures.OVERLOADED;
import static io.pollux.relay.SpokenDialect.NATIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Failure.ModelOverloaded;
import io.pollux.exchange.KeyKind;
import io.pollux.relay.Entry.Shut;
import io.pollux.settings.Settings;
import io.pollux.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A model for which Google has no capacity, and what becomes of calls to it. */
class BreakerTest {
    private static final Line FLASH = new Line(KeyKind.GEMINI, "gemini-2.5-flash");
    private static final Line PRO = new Line(KeyKind.GEMINI, "gemini-2.5-pro");
    private static final double EVEN = 0.5;

    private final Breaker breaker = new Breaker();
    private long now = 1_000_000;
    private int called;

    @Test
    void fiveCallsInARowOpenIt() {
        overload(4);
        assertThat(breaker.ask(now)).isZero();
        overload(1);

        assertThat(breaker.ask(now)).isEqualTo(2_000);
    }

    @Test
    void oneCallIsNoEvidenceHoweverOftenItIsTried() {
        for (int i = 0; i < 20; i++) {
            assertThat(overloaded("the same", now)).isFalse();
        }

        assertThat(breaker.ask(now)).isZero();
    }

    @Test
    void anAnswerInBetweenAndAMinuteTakeTheEvidenceAway() {
        overload(4);
        breaker.answered(now);
        overload(4);
        assertThat(breaker.ask(now)).isZero();

        now += 60_001;
        overload(4);
        assertThat(breaker.ask(now)).isZero();
    }

    @Test
    void thePauseGrowsUpToAMinuteUntilAnAnswerComes() {
        open();
        for (long pause : new long[] {4_000, 8_000, 16_000, 32_000, 60_000, 60_000}) {
            now += breaker.ask(now);
            assertThat(breaker.ask(now)).isZero();
            assertThat(overloaded("probe", now)).isTrue();
            assertThat(breaker.ask(now)).isEqualTo(pause);
        }
        now += breaker.ask(now);
        assertThat(breaker.answered(now)).isTrue();

        assertThat(breaker.ask(now)).isZero();
        open();
        assertThat(breaker.ask(now)).isEqualTo(2_000);
    }

    @Test
    void chanceSpreadsThePauseByAQuarterEitherWay() {
        for (double chance : new double[] {0, 1}) {
            Breaker other = new Breaker();
            for (int i = 0; i < 5; i++) {
                other.overloaded("call" + i, Optional.empty(), now, now, chance);
            }
            assertThat(other.ask(now)).isEqualTo(chance == 0 ? 1_500 : 2_500);
        }
    }

    @Test
    void theTimeThatGoogleAsksForIsRespectedWithinReason() {
        overload(4);
        breaker.overloaded("last", Optional.of(Duration.ofSeconds(33)), now, now, EVEN);
        assertThat(breaker.ask(now)).isEqualTo(33_000);

        breaker.overloaded("straggler", Optional.of(Duration.ofSeconds(40)), now - 1, now, EVEN);
        assertThat(breaker.ask(now)).isEqualTo(40_000);
        breaker.overloaded("straggler", Optional.of(Duration.ofHours(18)), now - 1, now, EVEN);
        assertThat(breaker.ask(now)).isEqualTo(600_000);
    }

    @Test
    void threeProbesAreLetThroughAndMoreOnlyWhenTheySayNothingForLong() {
        open();
        now += 2_000;
        assertThat(List.of(breaker.ask(now), breaker.ask(now), breaker.ask(now)))
                .containsOnly(0L);
        assertThat(breaker.ask(now)).isEqualTo(1_000);
        now += 9_500;
        assertThat(breaker.ask(now)).isEqualTo(500);

        now += 500;
        assertThat(breaker.ask(now)).isZero();
    }

    @Test
    void aProbeThatSaysNothingOfTheModelMakesRoomForAnother() {
        open();
        now += 2_000;
        breaker.ask(now);
        breaker.ask(now);
        breaker.ask(now);
        breaker.undecided(now);

        assertThat(breaker.ask(now)).isZero();
        assertThat(breaker.ask(now)).isPositive();
    }

    @Test
    void whatWasSentBeforeItOpenedNeitherClosesItNorKeepsItOpenLonger() {
        long before = now - 5_000;
        open();

        assertThat(breaker.answered(before)).isFalse();
        assertThat(overloaded("straggler", before)).isFalse();
        assertThat(breaker.ask(now)).isEqualTo(2_000);
        now += 2_000;
        breaker.undecided(before);
        assertThat(overloaded("straggler", before)).isFalse();
        assertThat(breaker.ask(now)).isZero();
    }

    @Test
    void aClockThatIsSetBackKeepsNothingShut() {
        open();
        now -= 86_400_000;

        assertThat(breaker.ask(now)).isZero();
    }

    @Test
    void eachModelHasItsOwnAndOneThatNobodyOverloadedHasNone() {
        Breakers breakers = new Breakers(ManualClock.at("2026-11-21T12:00:00Z"), () -> EVEN);
        breakers.answered(PRO, 0);
        breakers.undecided(PRO, 0);
        for (int i = 0; i < 5; i++) {
            breakers.overloaded(FLASH, "call" + i, (ModelOverloaded) OVERLOADED, Long.MAX_VALUE);
        }

        assertThat(breakers.ask(PRO)).isEmpty();
        assertThat(breakers.ask(FLASH)).get().extracting(Shut::opensIn).isEqualTo(Optional.of(Duration.ofSeconds(2)));
        assertThat(breakers.count()).isEqualTo(1);
    }

    @Test
    void theNumberOfModelsIsBoundedAndForgottenOnesMakeRoom() {
        ManualClock clock = ManualClock.at("2026-11-21T12:00:00Z");
        Breakers breakers = new Breakers(clock, () -> EVEN);
        for (int i = 0; i < 1_000; i++) {
            breakers.overloaded(
                    new Line(KeyKind.GEMINI, "model-" + i), "call", (ModelOverloaded) OVERLOADED, clock.millis());
        }
        assertThat(breakers.count()).isEqualTo(256);
        clock.advance(Duration.ofMinutes(2));
        breakers.overloaded(FLASH, "call", (ModelOverloaded) OVERLOADED, clock.millis());

        assertThat(breakers.count()).isEqualTo(1);
    }

    @Test
    void whileItIsOpenCallsWaitAndThenAFewGoFirst() {
        Rig rig = opened(Settings.defaults());
        int before = rig.upstream.calls();
        List<RecordingSink> clients = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            clients.add(rig.stream(NATIVE));
        }
        assertThat(rig.upstream.calls()).isEqualTo(before);
        assertThat(clients).allMatch(client -> client.status() == 0);

        rig.pass(Duration.ofMillis(2_100));
        assertThat(rig.upstream.calls()).isEqualTo(before + 3);
        rig.upstream.last().event("ok.").end();
        rig.pass(Duration.ofMillis(100));
        assertThat(rig.upstream.calls()).isEqualTo(before + 6);
        rig.upstream.sent().stream().filter(ScriptedUpstream.Sent::open).forEach(sent -> sent.event("ok.")
                .end());

        assertThat(clients).allMatch(client -> client.text().equals("data: ok.\r\n\r\n"));
        assertThat(rig.relay.inFlight()).isZero();
    }

    @Test
    void aCallThatCannotWaitIsToldTheModelsTroubleAndWhenToComeAgain() {
        Rig rig = opened(Settings.defaults().with(Settings.POLLUX_WAIT_FOR_KEY, Duration.ZERO));
        int before = rig.upstream.calls();

        RecordingSink client = rig.stream(NATIVE);

        assertThat(client.status()).isEqualTo(503);
        assertThat(client.text()).contains("no capacity for gemini-2.5-flash", "in 2 s");
        assertThat(rig.upstream.calls()).isEqualTo(before);
        assertThat(rig.row().failure()).get().isInstanceOfSatisfying(ModelOverloaded.class, told -> assertThat(
                        told.retryDelay())
                .contains(Duration.ofSeconds(2)));
    }

    @Test
    void aCallBetweenTwoAttemptsWaitsTooAndMayGetTheSameKeyAgain() {
        Rig rig = Rig.with(1, 9);
        RecordingSink client = rig.stream(NATIVE);
        rig.upstream.last().fail(OVERLOADED);
        for (int i = 0; i < 4; i++) {
            rig.stream(NATIVE);
            rig.upstream.last().fail(OVERLOADED);
        }
        int before = rig.upstream.calls();
        rig.pass(Duration.ofMillis(1_900));
        assertThat(rig.upstream.calls()).isEqualTo(before);
        assertThat(rig.relay.waiting()).isEqualTo(5);
        rig.upstream.onSend(sent -> sent.event("ok.").end());
        rig.pass(Duration.ofSeconds(1));

        assertThat(client.text()).isEqualTo("data: ok.\r\n\r\n");
        assertThat(rig.relay.inFlight()).isZero();
        assertThat(rig.relay.keysInUse()).isZero();
        assertThat(rig.pool.desk().ready(KeyKind.GEMINI)).isEqualTo(1);
    }

    @Test
    void aProbeThatFailsForItsOwnReasonLetsTheNextOneThrough() {
        Rig rig = opened(Settings.defaults());
        rig.pass(Duration.ofSeconds(2));
        for (int i = 0; i < 6; i++) {
            rig.stream(NATIVE).leave();
        }
        RecordingSink client = rig.stream(NATIVE);
        rig.upstream.last().fail(MINUTE_QUOTA);
        rig.upstream.last().event("ok.").end();

        assertThat(client.text()).isEqualTo("data: ok.\r\n\r\n");
    }

    /** A relay whose model has just had no capacity for five calls. */
    private static Rig opened(Settings settings) {
        Rig rig = Rig.with(9, settings.with(Settings.POLLUX_WAIT_FOR_KEY, Duration.ZERO));
        for (int i = 0; i < 5; i++) {
            RecordingSink client = rig.stream(NATIVE);
            rig.upstream.last().fail(OVERLOADED);
            client.leave();
        }
        rig.journal.clear();
        rig.change(settings);
        assertThat(rig.pool.desk().ready(KeyKind.GEMINI)).isEqualTo(9);
        return rig;
    }

    private void open() {
        overload(5);
        assertThat(breaker.ask(now)).isPositive();
    }

    private void overload(int calls) {
        for (int i = 0; i < calls; i++) {
            overloaded("call" + called++, now);
        }
    }

    private boolean overloaded(String call, long sentAt) {
        return breaker.overloaded(call, ((ModelOverloaded) OVERLOADED).retryDelay(), sentAt, now, EVEN);
    }
}
