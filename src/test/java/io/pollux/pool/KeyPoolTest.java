package io.pollux.pool;

import static io.pollux.pool.Failures.modelClosed;
import static io.pollux.pool.Failures.projectRefused;
import static io.pollux.pool.Failures.refused;
import static io.pollux.pool.Failures.spent;
import static io.pollux.pool.PoolFixture.FLASH;
import static io.pollux.pool.PoolFixture.PRO;
import static io.pollux.pool.PoolFixture.call;
import static io.pollux.pool.PoolFixture.key;
import static io.pollux.pool.PoolFixture.ofProject;
import static io.pollux.pool.PoolFixture.off;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Failure.Refusal;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Usage;
import io.pollux.keys.SetAside;
import io.pollux.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyPoolTest {
    @Test
    void keysAreLentInTurn() {
        assertThat(PoolFixture.withKeys(3).lendIds(FLASH, 7)).containsExactly(1L, 2L, 3L, 1L, 2L, 3L, 1L);
    }

    @Test
    void aKeyServesAsManyCallsInItsTurnAsTheSettingSays() {
        PoolFixture fixture = PoolFixture.withKeys(2);
        fixture.set(Settings.KEY_ROTATION_REQUEST_COUNT, 3);
        assertThat(fixture.lendIds(FLASH, 7)).containsExactly(1L, 1L, 1L, 2L, 2L, 2L, 1L);
    }

    @Test
    void theRotationCountIsHonouredLive() {
        PoolFixture fixture = PoolFixture.withKeys(2);
        fixture.set(Settings.KEY_ROTATION_REQUEST_COUNT, 10);
        assertThat(fixture.lendIds(FLASH, 2)).containsExactly(1L, 1L);
        fixture.set(Settings.KEY_ROTATION_REQUEST_COUNT, 1);
        assertThat(fixture.lendIds(FLASH, 2)).containsExactly(2L, 1L);
    }

    @Test
    void aSecondAttemptGetsAnotherKeyEvenWithinATurn() {
        PoolFixture fixture = PoolFixture.withKeys(3);
        fixture.set(Settings.KEY_ROTATION_REQUEST_COUNT, 100);
        Tried tried = new Tried();
        for (long expected = 1; expected <= 3; expected++) {
            Loan loan = (Loan) fixture.pool.lend(call(FLASH), tried);
            assertThat(loan.key().id()).isEqualTo(expected);
            loan.failed(
                    new Failure.GoogleFailed(Failures.refused(Refusal.INVALID).report()));
        }
        NoneReady none = fixture.none(call(FLASH), tried);
        assertThat(none.exhaustedByTries()).isTrue();
        assertThat(tried.count()).isEqualTo(3);
    }

    @Test
    void aSpentQuotaCoolsThatModelAndLeavesTheOthers() {
        PoolFixture fixture = PoolFixture.withKeys(2);
        fixture.lendKey(1, FLASH).failed(spent(QuotaWindow.MINUTE, Duration.ofSeconds(33)));
        assertThat(fixture.lendIds(FLASH, 3)).containsExactly(2L, 2L, 2L);
        assertThat(fixture.lendIds(PRO, 4)).containsOnly(1L, 2L);
        fixture.clock.advance(Duration.ofSeconds(34));
        assertThat(fixture.lendIds(FLASH, 2)).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void dailyQuotaCoolsTheModelUntilPacificMidnightWhateverRetryDelaySays() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        fixture.lend(FLASH).failed(spent(QuotaWindow.DAY, Duration.ofSeconds(38)));
        fixture.clock.set(Instant.parse("2026-11-22T07:59:59.999Z"));
        fixture.none(FLASH);
        fixture.clock.set(Instant.parse("2026-11-22T08:00:00Z"));
        assertThat(fixture.lendId(FLASH)).isEqualTo(1);
    }

    @Test
    void aDailyQuotaThatWasSpentBeforeMidnightDoesNotCostTheNewDay() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        fixture.clock.set(Instant.parse("2026-11-22T07:59:59Z"));
        Loan loan = fixture.lend(FLASH);
        fixture.clock.set(Instant.parse("2026-11-22T08:00:01Z"));
        loan.failed(spent(QuotaWindow.DAY));
        fixture.none(FLASH);
        fixture.clock.advance(Duration.ofSeconds(60));
        assertThat(fixture.lendId(FLASH)).isEqualTo(1);
    }

    @Test
    void keysOfOneProjectCoolTogether() {
        PoolFixture fixture = PoolFixture.with(ofProject(1, "a"), ofProject(2, "a"), ofProject(3, "b"));
        fixture.lendKey(2, FLASH).failed(spent(QuotaWindow.DAY));
        assertThat(fixture.lendIds(FLASH, 3)).containsOnly(3L);
        assertThat(fixture.lendIds(PRO, 3)).containsExactlyInAnyOrder(1L, 2L, 3L);
    }

    @Test
    void keysOfOneProjectCoolTogetherAcrossFreeAndPaidButNotAcrossVertex() {
        PoolFixture fixture = PoolFixture.with(
                ofProject(1, "a"), key(2, KeyKind.PAID, Optional.of("a")), key(3, KeyKind.VERTEX, Optional.of("a")));
        fixture.lend(FLASH).failed(spent(QuotaWindow.DAY));
        fixture.none(call(Operation.GENERATE, KeyKind.PAID, FLASH), new Tried());
        assertThat(fixture.lend(call(Operation.GENERATE, KeyKind.VERTEX, FLASH))
                        .key()
                        .id())
                .isEqualTo(3);
    }

    @Test
    void aRefusedProjectIsBenchedForEveryModel() {
        PoolFixture fixture = PoolFixture.with(ofProject(1, "a"), ofProject(2, "a"), ofProject(3, "b"));
        fixture.lendKey(3, PRO).failed(spent(QuotaWindow.MINUTE, Duration.ofSeconds(10)));
        fixture.lendKey(1, FLASH).failed(projectRefused(Duration.ofHours(6)));
        assertThat(fixture.lendIds(FLASH, 2)).containsOnly(3L);
        fixture.none(PRO);
        assertThat(fixture.pool.desk().ready(KeyKind.GEMINI)).isEqualTo(1);
        fixture.clock.advance(Duration.ofSeconds(11));
        assertThat(fixture.lendIds(PRO, 2)).containsOnly(3L);
        fixture.clock.advance(Duration.ofHours(6));
        fixture.lendKey(1, FLASH).succeeded(Usage.NONE);
        assertThat(fixture.lendIds(FLASH, 3)).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(fixture.lendIds(PRO, 3)).containsExactlyInAnyOrder(1L, 2L, 3L);
    }

    @Test
    void aClosedModelIsClosedForDaysAndTheKeyServesOthers() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        fixture.lend(FLASH).failed(modelClosed());
        assertThat(fixture.lendId(PRO)).isEqualTo(1);
        fixture.clock.advance(Duration.ofDays(3).minusSeconds(1));
        fixture.none(FLASH);
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(fixture.lendId(FLASH)).isEqualTo(1);
    }

    @Test
    void failuresOfOthersNeverBlameAKey() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        fixture.set(Settings.MAX_FAILURES, 1);
        for (int round = 0; round < 50; round++) {
            Failures.blameless().forEach(failure -> fixture.lend(FLASH).failed(failure));
            fixture.lend(FLASH).failed(spent(QuotaWindow.TOOL));
        }
        assertThat(fixture.view(1).standing()).isEqualTo(Standing.READY);
        assertThat(fixture.view(1).failures()).isZero();
        assertThat(fixture.view(1).cooldowns()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"INVALID", "LEAKED", "SUSPENDED", "DENIED"})
    void aRefusedKeyIsSetAsideAtOnceForEveryModelAndTheReasonIsKept(Refusal refusal) {
        PoolFixture fixture = PoolFixture.withKeys(2);
        fixture.lend(PRO).failed(spent(QuotaWindow.MINUTE, Duration.ofSeconds(1)));
        fixture.lendKey(1, FLASH).failed(refused(refusal));
        fixture.clock.advance(Duration.ofDays(400));
        assertThat(fixture.lendIds(FLASH, 2)).containsOnly(2L);
        assertThat(fixture.lendIds(PRO, 2)).containsOnly(2L);
        KeyView view = fixture.view(1);
        assertThat(view.standing()).isEqualTo(Standing.SET_ASIDE);
        assertThat(view.setAside()).map(SetAside::reason).contains("Refused as " + refusal);
    }

    @Test
    void unauthenticatedAnswersInARowSetAKeyAsideAndASuccessBetweenStartsTheCountAgain() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        fixture.set(Settings.MAX_FAILURES, 3);
        Failure failure = refused(Refusal.UNAUTHENTICATED);
        fixture.lend(FLASH).failed(failure);
        fixture.lend(FLASH).failed(failure);
        fixture.succeed(PRO);
        fixture.lend(FLASH).failed(failure);
        fixture.lend(FLASH).failed(failure);
        assertThat(fixture.view(1).failures()).isEqualTo(2);
        fixture.lend(FLASH).failed(failure);
        assertThat(fixture.view(1).standing()).isEqualTo(Standing.SET_ASIDE);
        fixture.none(FLASH);
    }

    @Test
    void aLateSuccessDoesNotBringBackAKeyThatWasRefusedMeanwhile() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        Loan early = fixture.lend(FLASH);
        fixture.clock.advance(Duration.ofSeconds(1));
        fixture.lend(FLASH).failed(refused(Refusal.INVALID));
        fixture.clock.advance(Duration.ofSeconds(1));
        early.succeeded(Usage.NONE);
        fixture.none(FLASH);
    }

    @Test
    void aCheckThatSucceedsBringsTheKeyBack() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        fixture.lend(FLASH).failed(refused(Refusal.DENIED));
        fixture.clock.advance(Duration.ofHours(1));
        fixture.pool.lend(1, Operation.COUNT_TOKENS, FLASH).orElseThrow().succeeded(Usage.NONE);
        assertThat(fixture.lendId(FLASH)).isEqualTo(1);
    }

    @Test
    void countingTokensHasAQuotaOfItsOwn() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        fixture.lend(FLASH).failed(spent(QuotaWindow.NONE_GRANTED));
        fixture.clock.advance(Duration.ofSeconds(1));
        fixture.lend(call(Operation.COUNT_TOKENS, KeyKind.GEMINI, FLASH)).succeeded(Usage.NONE);
        fixture.none(FLASH);
        fixture.lend(call(Operation.COUNT_TOKENS, KeyKind.GEMINI, FLASH))
                .failed(spent(QuotaWindow.MINUTE, Duration.ofSeconds(5)));
        fixture.none(call(Operation.COUNT_TOKENS, KeyKind.GEMINI, PRO), new Tried());
        assertThat(fixture.lendId(PRO)).isEqualTo(1);
    }

    @Test
    void keysAreDueForACheckWhenTheirTimeHasComeUnlessTheyAreLeakedOrSwitchedOff() {
        PoolFixture fixture = PoolFixture.withKeys(5);
        fixture.lendKey(1, FLASH).failed(refused(Refusal.INVALID));
        fixture.lendKey(2, FLASH).failed(refused(Refusal.LEAKED));
        fixture.lendKey(3, FLASH).failed(refused(Refusal.DENIED));
        Loan fourth = fixture.lendKey(4, FLASH);
        fixture.change(off(key(4)));
        fourth.failed(refused(Refusal.INVALID));
        assertThat(fixture.pool.desk().dueForCheck(10)).isEmpty();
        fixture.clock.advance(Duration.ofMinutes(67));
        assertThat(fixture.pool.desk().dueForCheck(10)).containsExactly(1L);
        fixture.clock.advance(Duration.ofHours(26));
        assertThat(fixture.pool.desk().dueForCheck(1))
                .as("the longest overdue first")
                .containsExactly(1L);
        assertThat(fixture.pool.desk().dueForCheck(10)).containsExactly(3L);
    }

    @Test
    void onlyTheFirstWordAboutALoanCounts() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        Loan loan = fixture.lend(FLASH);
        loan.succeeded(Usage.NONE);
        loan.failed(refused(Refusal.INVALID));
        loan.close();
        assertThat(fixture.view(1).standing()).isEqualTo(Standing.READY);
        Loan closed = fixture.lend(FLASH);
        closed.close();
        closed.failed(refused(Refusal.INVALID));
        assertThat(fixture.view(1).standing()).isEqualTo(Standing.READY);
    }

    @Test
    void kindsAreNeverMixed() {
        PoolFixture fixture = PoolFixture.with(key(1), key(2, KeyKind.VERTEX, Optional.empty()));
        assertThat(fixture.lendIds(FLASH, 3)).containsOnly(1L);
        fixture.none(call(Operation.GENERATE, KeyKind.PAID, FLASH), new Tried());
        assertThat(fixture.lend(call(Operation.STREAM, KeyKind.VERTEX, FLASH))
                        .key()
                        .id())
                .isEqualTo(2);
    }

    @Test
    void guessesGrowOverSeveralLoansAndEndWithASuccess() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        for (int seconds : List.of(5, 10, 20)) {
            fixture.lend(FLASH).failed(spent(QuotaWindow.UNSTATED));
            fixture.clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
            fixture.none(FLASH);
            fixture.clock.advance(Duration.ofMillis(1));
        }
        fixture.succeed(FLASH);
        fixture.clock.advance(Duration.ofSeconds(1));
        fixture.lend(FLASH).failed(spent(QuotaWindow.UNSTATED));
        fixture.clock.advance(Duration.ofSeconds(5));
        assertThat(fixture.lendId(FLASH)).isEqualTo(1);
    }
}
