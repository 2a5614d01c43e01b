package io.pollux.pool;

import static io.pollux.pool.Failures.modelClosed;
import static io.pollux.pool.Failures.projectRefused;
import static io.pollux.pool.Failures.refused;
import static io.pollux.pool.Failures.spent;
import static io.pollux.pool.PoolFixture.FLASH;
import static io.pollux.pool.PoolFixture.PRO;
import static io.pollux.pool.PoolFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Failure.Refusal;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Usage;
import io.pollux.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How keys and projects come back, and what is taken back. */
class RecoveryTest {
    private static final Duration JUST_OVER = Duration.ofMillis(5_001);

    private final PoolFixture fixture = PoolFixture.withKeys(2);

    static Stream<Arguments> guesses() {
        return Stream.of(
                Arguments.of(spent(QuotaWindow.UNSTATED), Duration.ofSeconds(5)),
                Arguments.of(spent(QuotaWindow.MINUTE), Duration.ofSeconds(60)),
                Arguments.of(spent(QuotaWindow.NONE_GRANTED), Duration.ofDays(1)),
                Arguments.of(modelClosed(), Duration.ofDays(3)),
                Arguments.of(projectRefused(Duration.ofHours(6)), Duration.ofHours(6)));
    }

    @ParameterizedTest
    @MethodSource("guesses")
    void afterAGuessOneCallGoesAloneAndTheOthersPassTheProjectOver(Failure guess, Duration bench) {
        fixture.lendKey(1, FLASH).failed(guess);
        fixture.clock.advance(bench.plusMillis(1));
        Loan alone = fixture.lendKey(1, FLASH);
        assertThat(fixture.lendIds(FLASH, 6)).containsOnly(2L);

        alone.succeeded(Usage.NONE);
        assertThat(fixture.lendIds(FLASH, 6)).as("it is trusted again").contains(1L, 2L);
        assertThat(fixture.view(1).cooldowns()).isEmpty();
    }

    @Test
    void callThatGoesAloneAndIsRefusedAgainProlongsTheGuess() {
        fixture.lendKey(1, FLASH).failed(spent(QuotaWindow.UNSTATED));
        fixture.clock.advance(JUST_OVER);
        fixture.lendKey(1, FLASH).failed(spent(QuotaWindow.UNSTATED));
        assertThat(fixture.view(1).cooldowns().get(FLASH).until())
                .isEqualTo(fixture.clock.instant().plusSeconds(10));
    }

    @Test
    void callThatGoesAloneAndShowsNothingLetsTheNextOneFindOut() {
        fixture.lendKey(1, FLASH).failed(spent(QuotaWindow.UNSTATED));
        fixture.clock.advance(JUST_OVER);
        fixture.lendKey(1, FLASH).close();
        Loan next = fixture.lendKey(1, FLASH);
        assertThat(fixture.lendIds(FLASH, 4)).containsOnly(2L);
        next.failed(new Failure.ClientGone());
        assertThat(fixture.lendKey(1, FLASH).key().id()).isEqualTo(1);
    }

    @Test
    void firstWordOfAnAnswerIsEnough() {
        fixture.lendKey(1, FLASH).failed(spent(QuotaWindow.UNSTATED));
        fixture.clock.advance(JUST_OVER);
        Loan stream = fixture.lendKey(1, FLASH);
        stream.answered();
        assertThat(fixture.lendIds(FLASH, 4)).contains(1L, 2L);
        stream.succeeded(Usage.NONE);
    }

    @Test
    void callThatIsNeverHeardOfHoldsTheOthersUpForTenSeconds() {
        fixture.lendKey(1, FLASH).failed(spent(QuotaWindow.UNSTATED));
        fixture.lendKey(2, FLASH).failed(spent(QuotaWindow.DAY));
        fixture.clock.advance(JUST_OVER);
        fixture.lend(FLASH);
        assertThat(fixture.none(FLASH).failure().retryAfter()).contains(Duration.ofSeconds(10));
        fixture.clock.advance(Duration.ofSeconds(10));
        assertThat(fixture.lendId(FLASH)).isEqualTo(1);
    }

    @Test
    void otherModelsOfTheProjectGoOnMeanwhile() {
        fixture.lendKey(1, FLASH).failed(spent(QuotaWindow.UNSTATED));
        fixture.clock.advance(JUST_OVER);
        fixture.lendKey(1, FLASH);
        assertThat(fixture.lendIds(PRO, 4)).contains(1L, 2L);
    }

    @Test
    void countingTokensProvesNothingOfAModelsQuotaAndIsNotSentAhead() {
        fixture.lendKey(1, FLASH).failed(projectRefused(Duration.ofHours(6)));
        fixture.clock.advance(Duration.ofHours(6).plusMillis(1));
        for (int i = 0; i < 4; i++) {
            fixture.lend(call(Operation.COUNT_TOKENS, KeyKind.GEMINI, FLASH)).close();
        }
        fixture.lendKey(1, FLASH);
        assertThat(fixture.lendIds(FLASH, 4)).containsOnly(2L);
    }

    @Test
    void whatGoogleStatedEndsByTheClockForEverybody() {
        fixture.lendKey(1, FLASH).failed(spent(QuotaWindow.MINUTE, Duration.ofSeconds(30)));
        fixture.clock.advance(Duration.ofSeconds(32));
        assertThat(fixture.lendIds(FLASH, 6)).contains(1L, 2L);
    }

    @Test
    void guessIsForgottenWhenNobodyAskedForTenMinutes() {
        fixture.lendKey(1, FLASH).failed(spent(QuotaWindow.NONE_GRANTED));
        fixture.clock.advance(Duration.ofDays(1).plusMinutes(10));
        fixture.drained();
        assertThat(fixture.pool.lanes()).isZero();
    }

    @Test
    void countedFailureIsTakenBackWhenItWasTheWaysFault() {
        fixture.set(Settings.MAX_FAILURES, 2);
        Loan first = fixture.lendKey(1, FLASH);
        first.failed(refused(Refusal.UNAUTHENTICATED));
        Loan second = fixture.lendKey(1, FLASH);
        second.failed(refused(Refusal.UNAUTHENTICATED));
        assertThat(fixture.view(1).standing()).isEqualTo(Standing.SET_ASIDE);

        second.acquit();
        assertThat(fixture.view(1).standing()).isEqualTo(Standing.READY);
        assertThat(fixture.view(1).failures()).isEqualTo(1);
        first.acquit();
        first.acquit();
        assertThat(fixture.view(1).failures()).isZero();
    }

    @Test
    void guessedBenchIsTakenBackAndAnEarlierOneIsNot() {
        Loan loan = fixture.lendKey(1, FLASH);
        loan.failed(spent(QuotaWindow.UNSTATED));
        fixture.drained();
        loan.acquit();
        assertThat(fixture.view(1).cooldowns()).isEmpty();
        assertThat(fixture.drained().lifted()).hasSize(1);
        assertThat(fixture.lendIds(FLASH, 4)).contains(1L, 2L);

        Loan late = fixture.lendKey(2, FLASH);
        fixture.lendKey(2, FLASH).failed(spent(QuotaWindow.DAY));
        Instant until = fixture.view(2).cooldowns().get(FLASH).until();
        late.failed(spent(QuotaWindow.UNSTATED));
        late.acquit();
        assertThat(fixture.view(2).cooldowns().get(FLASH).until()).isEqualTo(until);
    }

    @Test
    void acquittalThatComesBeforeTheVerdictCountsToo() {
        Loan loan = fixture.lendKey(1, FLASH);
        loan.acquit();
        loan.failed(spent(QuotaWindow.UNSTATED));
        Loan other = fixture.lendKey(2, FLASH);
        other.acquit();
        other.failed(refused(Refusal.UNAUTHENTICATED));
        assertThat(fixture.view(1).cooldowns()).isEmpty();
        assertThat(fixture.view(2).failures()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"INVALID", "LEAKED", "SUSPENDED", "DENIED"})
    void conclusiveRefusalStays(Refusal refusal) {
        Loan loan = fixture.lendKey(1, FLASH);
        loan.failed(refused(refusal));
        loan.acquit();
        assertThat(fixture.view(1).setAside().orElseThrow().refusal()).isEqualTo(refusal);
    }

    @ParameterizedTest
    @EnumSource(Refusal.class)
    void refusedKeysAreAskedAboutByTheirClass(Refusal refusal) {
        fixture.set(Settings.MAX_FAILURES, 1);
        fixture.lendKey(1, FLASH).failed(refused(refusal));
        Instant now = fixture.clock.instant();
        Optional<Instant> next = fixture.view(1).nextCheck();
        switch (refusal) {
            case LEAKED -> assertThat(next).isEmpty();
            case INVALID, UNAUTHENTICATED ->
                assertThat(next.orElseThrow()).isBetween(now.plusSeconds(54 * 60), now.plusSeconds(66 * 60));
            case DENIED, SUSPENDED ->
                assertThat(next.orElseThrow())
                        .isBetween(
                                now.plus(Duration.ofMinutes(21 * 60 + 36)), now.plus(Duration.ofMinutes(26 * 60 + 24)));
        }
        fixture.set(Settings.CHECK_INTERVAL_HOURS, Duration.ZERO);
        assertThat(fixture.view(1).nextCheck().isPresent())
                .isEqualTo(refusal == Refusal.DENIED || refusal == Refusal.SUSPENDED);
    }

    @Test
    void checkThatFoundOutNothingIsRepeatedInTenMinutesAndARefusalInAnHour() {
        fixture.lendKey(1, FLASH).failed(refused(Refusal.INVALID));
        fixture.clock.advance(Duration.ofMinutes(67));
        assertThat(fixture.pool.desk().dueForCheck(9)).containsExactly(1L);
        assertThat(fixture.pool.desk().dueForCheck(9)).isEmpty();
        fixture.clock.advance(Duration.ofMinutes(10));
        assertThat(fixture.pool.desk().dueForCheck(9)).containsExactly(1L);

        Loan check = fixture.pool.lend(1, Operation.COUNT_TOKENS, FLASH).orElseThrow();
        check.failed(refused(Refusal.UNAUTHENTICATED));
        fixture.clock.advance(Duration.ofMinutes(50));
        assertThat(fixture.pool.desk().dueForCheck(9)).isEmpty();
        fixture.clock.advance(Duration.ofMinutes(17));
        assertThat(fixture.pool.desk().dueForCheck(9)).containsExactly(1L);
    }

    @Test
    void checksOfManyKeysAreSpread() {
        PoolFixture many = PoolFixture.withKeys(200);
        for (long id = 1; id <= 200; id++) {
            many.lendKey(id, FLASH).failed(refused(Refusal.INVALID));
        }
        many.clock.advance(Duration.ofMinutes(60));
        List<Long> half = many.pool.desk().dueForCheck(1_000);
        assertThat(half.size()).isBetween(60, 140);
    }
}
