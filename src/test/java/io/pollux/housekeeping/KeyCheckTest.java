package io.pollux.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.KeyRefused;
import io.pollux.exchange.Failure.QuotaSpent;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Failure.Refusal;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Report;
import io.pollux.exchange.Secret;
import io.pollux.housekeeping.CheckRound.Result;
import io.pollux.keys.Changed;
import io.pollux.keys.DayLimit;
import io.pollux.keys.Rank;
import io.pollux.keys.SetAside;
import io.pollux.keys.StoredKey;
import io.pollux.pool.KeyPool;
import io.pollux.pool.Standing;
import io.pollux.settings.Settings;
import io.pollux.testing.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KeyCheckTest {
    private final ManualClock clock = ManualClock.at("2026-11-21T14:00:00Z");
    private final ScriptedUpstream upstream = ScriptedUpstream.answering();
    private Settings settings = Settings.defaults();
    private final KeyPool pool = new KeyPool(() -> settings, clock);
    private final KeyCheck check = new KeyCheck(pool, upstream, () -> settings, clock);

    @Test
    void aCheckCountsTheTokensOfOneWordOnTheTestModelAndGeneratesNothing() {
        hold(key(1));
        settings = settings.with(Settings.TEST_MODEL, "gemini-9-nano");
        check.check(List.of(1L));
        ScriptedUpstream.Sent sent = upstream.sent.get(0);
        assertThat(sent.call.operation()).isEqualTo(Operation.COUNT_TOKENS);
        assertThat(sent.call.model()).isEqualTo("gemini-9-nano");
        assertThat(new String(sent.call.body(), StandardCharsets.UTF_8))
                .contains("contents")
                .contains("hi");
        assertThat(sent.key).isEqualTo(key(1).secret());
    }

    @Test
    void aKeyThatGoogleTakesAgainIsLentAgain() {
        hold(refused(key(1), Refusal.INVALID));
        CheckRound round = check.check(List.of(1L));
        assertThat(round.finished()).isTrue();
        assertThat(round.counts()).isEqualTo(Map.of(Verdict.VALID, 1));
        assertThat(pool.desk().view(1).orElseThrow().standing()).isEqualTo(Standing.READY);
    }

    static Stream<Arguments> failures() {
        Report report = Report.of(400, "CODE", "What Google said");
        return Stream.of(
                Arguments.of(new KeyRefused(report, Refusal.INVALID), Verdict.INVALID),
                Arguments.of(new KeyRefused(report, Refusal.UNAUTHENTICATED), Verdict.INVALID),
                Arguments.of(new QuotaSpent(report, QuotaWindow.MINUTE, Optional.empty()), Verdict.RATE_LIMITED),
                Arguments.of(new Failure.ProjectRefused(report, Duration.ofHours(6)), Verdict.RATE_LIMITED),
                Arguments.of(new Failure.ModelOverloaded(report, Optional.empty()), Verdict.UNREACHABLE),
                Arguments.of(new Failure.EgressFailed(report, false), Verdict.UNREACHABLE),
                Arguments.of(new Failure.GoogleFailed(report), Verdict.UNREACHABLE),
                Arguments.of(new Failure.Overdue(report), Verdict.UNREACHABLE),
                Arguments.of(new Failure.ModelClosed(report), Verdict.UNCLEAR),
                Arguments.of(new Failure.BadCall(report), Verdict.UNCLEAR));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureIsToldForWhatItIs(Failure failure, Verdict verdict) {
        hold(key(1));
        upstream.becomes(ScriptedUpstream.failing(failure));
        CheckRound round = check.check(List.of(1L));
        assertThat(round.results()).containsExactly(new Result(1, verdict, "What Google said"));
    }

    @Test
    void aRefusalInACheckSetsTheKeyAside() {
        hold(key(1));
        upstream.becomes(ScriptedUpstream.failing(new KeyRefused(Report.of(403, "CODE", "Leaked"), Refusal.LEAKED)));
        check.check(List.of(1L));
        assertThat(pool.desk().view(1).orElseThrow().setAside())
                .map(SetAside::refusal)
                .contains(Refusal.LEAKED);
    }

    @Test
    void aCheckThatLearnsNothingLeavesARefusedKeyRefused() {
        hold(refused(key(1), Refusal.DENIED));
        for (Failure failure : List.of(
                new Failure.GoogleFailed(Report.of(500, "INTERNAL", "Oops")),
                new Failure.BadCall(Report.of(404, "NOT_FOUND", "No such model")),
                new QuotaSpent(Report.of(429, "RESOURCE_EXHAUSTED", "Slow"), QuotaWindow.MINUTE, Optional.empty()))) {
            upstream.becomes(ScriptedUpstream.failing(failure));
            check.check(List.of(1L));
            assertThat(pool.desk().view(1).orElseThrow().standing()).isEqualTo(Standing.SET_ASIDE);
        }
    }

    @Test
    void anEmptyAnswerProvesNothing() {
        hold(refused(key(1), Refusal.INVALID));
        upstream.becomes(ScriptedUpstream.silent());
        CheckRound round = check.check(List.of(1L));
        upstream.sent.get(0).listener.onEnd();
        assertThat(round.counts()).isEqualTo(Map.of(Verdict.UNREACHABLE, 1));
        assertThat(pool.desk().view(1).orElseThrow().standing()).isEqualTo(Standing.SET_ASIDE);
    }

    @Test
    void noMoreThanFiveQuestionsAreUnderWayAtOnceOverAllRounds() {
        holdMany(20);
        upstream.becomes(ScriptedUpstream.silent());
        CheckRound first = check.check(ids(1, 10));
        CheckRound second = check.check(ids(11, 20));
        assertThat(upstream.sent).hasSize(5);
        for (int i = 0; i < 20; i++) {
            assertThat(upstream.sent).hasSize(Math.min(20, 5 + i));
            assertThat(first.done() + second.done()).isEqualTo(i);
            ScriptedUpstream.answer(upstream.sent.get(i).listener);
        }
        assertThat(first.finished() && second.finished()).isTrue();
        assertThat(upstream.sent.stream().map(sent -> sent.key.reveal())).doesNotHaveDuplicates();
    }

    @Test
    void tenThousandAnswersWithinTheCallThatAsksDoNotOverflowTheStack() {
        holdMany(10_000);
        CheckRound round = check.check(ids(1, 10_000));
        assertThat(round.finished()).isTrue();
        assertThat(round.counts()).isEqualTo(Map.of(Verdict.VALID, 10_000));
    }

    @Test
    void aQuestionThatIsNotAnsweredIsGivenUpAndBlamesNobody() {
        holdMany(6);
        upstream.becomes(ScriptedUpstream.silent());
        CheckRound round = check.check(ids(1, 6));
        clock.advance(Duration.ofSeconds(30));
        check.giveUpLate();
        assertThat(round.done()).isZero();
        clock.advance(Duration.ofMillis(1));
        check.giveUpLate();
        assertThat(round.counts()).isEqualTo(Map.of(Verdict.UNREACHABLE, 5));
        assertThat(upstream.sent.get(0).cancelled).isTrue();
        assertThat(upstream.sent).hasSize(6);
        upstream.sent.get(0).listener.onFailure(new KeyRefused(Report.of(400, "CODE", "Too late"), Refusal.INVALID));
        assertThat(pool.desk().view(1).orElseThrow().standing()).isEqualTo(Standing.READY);
    }

    @Test
    void aCancelledRoundAsksNoMoreAndLetsOthersGoOn() {
        holdMany(12);
        upstream.becomes(ScriptedUpstream.silent());
        CheckRound cancelled = check.check(ids(1, 10));
        CheckRound other = check.check(ids(11, 12));
        cancelled.cancel();
        assertThat(cancelled.finished()).isTrue();
        for (int i = 0; i < 7; i++) {
            ScriptedUpstream.answer(upstream.sent.get(i).listener);
        }
        assertThat(upstream.sent).hasSize(7);
        assertThat(other.finished()).isTrue();
        assertThat(cancelled.done()).isZero();
    }

    @Test
    void aKeyThatIsGoneIsReportedAndNotAskedAbout() {
        hold(key(1));
        pool.apply(new Changed(List.of(), List.of(1L)));
        assertThat(check.check(List.of(1L)).counts()).isEqualTo(Map.of(Verdict.UNCLEAR, 1));
        assertThat(upstream.sent).isEmpty();
    }

    @Test
    void recoveryAsksAboutRefusedKeysButNeverAboutLeakedOnesOrThoseSwitchedOff() {
        hold(
                refused(key(1), Refusal.INVALID),
                refused(key(2), Refusal.LEAKED),
                off(refused(key(3), Refusal.INVALID)),
                key(4),
                refused(key(5), Refusal.SUSPENDED));
        clock.advance(Duration.ofHours(27));
        check.recover();
        assertThat(upstream.sent.stream().map(sent -> sent.key))
                .containsExactlyInAnyOrder(key(1).secret(), key(5).secret());
        assertThat(pool.desk().headcount(KeyKind.GEMINI).ready()).isEqualTo(3);
    }

    @Test
    void recoveryDoesNotBeginWhileItIsStillAtIt() {
        hold(refused(key(1), Refusal.INVALID));
        upstream.becomes(ScriptedUpstream.silent());
        clock.advance(Duration.ofHours(2));
        check.recover();
        clock.advance(Duration.ofMinutes(20));
        check.recover();
        assertThat(upstream.sent).hasSize(1);
        upstream.sent.get(0).listener.onFailure(new KeyRefused(Report.of(400, "CODE", "Still"), Refusal.INVALID));
        check.recover();
        assertThat(upstream.sent).as("it was answered just now").hasSize(1);
        clock.advance(Duration.ofMinutes(67));
        check.recover();
        assertThat(upstream.sent).hasSize(2);
    }

    private void hold(StoredKey... keys) {
        pool.restore(List.of(keys), List.of());
        clock.advance(Duration.ofSeconds(1));
    }

    private void holdMany(int count) {
        pool.restore(ids(1, count).stream().map(KeyCheckTest::key).toList(), List.of());
    }

    private static List<Long> ids(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    private static StoredKey key(long id) {
        Secret secret = Secret.of("AIzaSyTestKeyNumber" + id);
        return new StoredKey(
                id,
                "",
                secret,
                secret.masked(),
                KeyKind.GEMINI,
                Optional.empty(),
                true,
                Optional.empty(),
                0,
                Rank.USUAL,
                DayLimit.NONE);
    }

    private StoredKey refused(StoredKey key, Refusal refusal) {
        return with(key, key.enabled(), Optional.of(new SetAside(refusal, "Refused", clock.instant())));
    }

    private static StoredKey off(StoredKey key) {
        return with(key, false, key.setAside());
    }

    private static StoredKey with(StoredKey key, boolean enabled, Optional<SetAside> setAside) {
        return new StoredKey(
                key.id(),
                "",
                key.secret(),
                key.masked(),
                key.kind(),
                key.project(),
                enabled,
                setAside,
                1,
                Rank.USUAL,
                DayLimit.NONE);
    }
}
