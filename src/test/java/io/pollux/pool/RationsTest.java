package io.pollux.pool;

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
import io.pollux.exchange.Report;
import io.pollux.exchange.Usage;
import io.pollux.keys.DayLimit;
import io.pollux.keys.KeyNote;
import io.pollux.keys.QuotaNews;
import io.pollux.keys.Rank;
import io.pollux.keys.StoredCalls;
import io.pollux.keys.StoredKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits per key and day, as the operator sets them. */
class RationsTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-11-22T08:00:00Z");
    private static final Duration UNTIL_MIDNIGHT = Duration.ofHours(18);

    @Test
    void aKeyIsLentAsOftenAsItsLimitAndThenTheOthersServe() {
        PoolFixture fixture = PoolFixture.with(limited(1, 3), key(2));
        List<Long> lent = fixture.lendIds(FLASH, 20);
        assertThat(lent.stream().filter(id -> id == 1)).hasSize(3);
        assertThat(fixture.view(1).standing()).isEqualTo(Standing.AT_LIMIT);
        assertThat(fixture.view(1).callsToday()).isEqualTo(3);
        assertThat(fixture.view(1).limitedUntil()).contains(MIDNIGHT);
        assertThat(fixture.view(2).standing()).isEqualTo(Standing.READY);
        assertThat(fixture.view(2).callsToday()).isEqualTo(17);
    }

    @Test
    void theLimitIsOneOverAllModels() {
        PoolFixture fixture = PoolFixture.with(limited(1, 2));
        fixture.succeed(FLASH);
        fixture.succeed(PRO);
        assertThat(fixture.none(FLASH).why()).isEqualTo(NoneReady.Why.COOLING);
        assertThat(fixture.none(PRO).why()).isEqualTo(NoneReady.Why.COOLING);
    }

    @Test
    void keysOfOneProjectHaveLimitsOfTheirOwn() {
        PoolFixture fixture = PoolFixture.with(
                ofProject(1, "a").limited(new DayLimit(1)), ofProject(2, "a").limited(new DayLimit(2)));
        assertThat(fixture.lendIds(FLASH, 3)).containsExactlyInAnyOrder(1L, 2L, 2L);
        fixture.none(FLASH);
    }

    @Test
    void whoGetsNoneHearsWhenTheDayEnds() {
        PoolFixture fixture = PoolFixture.with(limited(1, 1), limited(2, 1));
        fixture.lendIds(FLASH, 2);
        NoneReady none = fixture.none(FLASH);
        assertThat(none.why()).isEqualTo(NoneReady.Why.COOLING);
        assertThat(none.failure().retryAfter()).contains(UNTIL_MIDNIGHT);
        assertThat(none.failure().spent()).contains(QuotaWindow.DAY);
        assertThat(none.failure().report().message())
                .isEqualTo("All 2 usable Gemini keys are at the daily limit set here;"
                        + " the first is ready again at 2026-11-22T08:00:00Z, in 18 h 0 min");
        assertThat(fixture.pool.desk().headcount(KeyKind.GEMINI)).isEqualTo(new Headcount(0, 2, 0, 0));
    }

    @Test
    void aKeyThatCoolsShorterIsTheFirstToBeReady() {
        PoolFixture fixture = PoolFixture.with(limited(1, 1), key(2));
        fixture.lendKey(1, FLASH);
        fixture.lendKey(2, FLASH).failed(spent(QuotaWindow.MINUTE, Duration.ofSeconds(200)));
        NoneReady none = fixture.none(FLASH);
        assertThat(none.failure().retryAfter()).contains(Duration.ofSeconds(201));
        assertThat(none.failure().report().message())
                .startsWith(
                        "All 2 usable Gemini keys are cooling down for gemini-2.5-flash or at the daily limit set here;");
    }

    @Test
    void aProjectThatCoolsLongerThanTheDayKeepsItsKey() {
        PoolFixture fixture = PoolFixture.with(limited(1, 2));
        fixture.succeed(FLASH);
        Loan last = fixture.lend(FLASH);
        last.close();
        fixture.pool.desk().bench(1, PoolDesk.EVERY_MODEL, MIDNIGHT.plusSeconds(3_600), "holiday");
        assertThat(fixture.none(FLASH).failure().retryAfter()).contains(UNTIL_MIDNIGHT.plusHours(1));
        fixture.clock.set(MIDNIGHT);
        fixture.none(FLASH);
        assertThat(fixture.view(1).standing()).isEqualTo(Standing.COOLING);
        fixture.clock.set(MIDNIGHT.plusSeconds(3_600));
        fixture.lend(FLASH);
    }

    /** An ordinary day, and the two on which the clocks change: 23 and 25 hours. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-21T14:00:00Z, 2026-11-22T08:00:00Z, 2026-11-23T08:00:00Z",
        "2026-03-08T08:00:00Z, 2026-03-09T07:00:00Z, 2026-03-10T07:00:00Z",
        "2026-11-01T07:00:00Z, 2026-11-02T08:00:00Z, 2026-11-03T08:00:00Z"
    })
    void theDayEndsAtMidnightInCalifornia(Instant now, Instant midnight, Instant next) {
        PoolFixture fixture = new PoolFixture();
        fixture.clock.set(now);
        fixture.change(limited(1, 2));
        fixture.lendIds(FLASH, 2);
        assertThat(fixture.none(FLASH).failure().retryAfter()).contains(Duration.between(now, midnight));
        fixture.clock.set(midnight.minusMillis(1));
        fixture.none(FLASH);
        fixture.clock.set(midnight);
        assertThat(fixture.view(1).standing()).isEqualTo(Standing.READY);
        assertThat(fixture.view(1).callsToday()).isZero();
        fixture.lendIds(FLASH, 2);
        fixture.none(FLASH);
        assertThat(fixture.view(1).limitedUntil()).contains(next);
    }

    @Test
    void thousandsAreBackAtMidnightAndNoCallWaitsForThemAll() {
        int keys = 5_000;
        PoolFixture fixture = PoolFixture.with(
                LongStream.rangeClosed(1, keys).mapToObj(id -> limited(id, 1)).toArray(StoredKey[]::new));
        assertThat(fixture.lendIds(FLASH, keys)).doesNotHaveDuplicates();
        fixture.none(FLASH);
        fixture.clock.set(MIDNIGHT);
        assertThat(fixture.lendIds(FLASH, keys)).doesNotHaveDuplicates();
        fixture.none(FLASH);
        fixture.clock.set(MIDNIGHT.plus(Duration.ofDays(1)));
        assertThat(fixture.pool.desk().ready(KeyKind.GEMINI)).isEqualTo(keys);
    }

    @Test
    void sweepingFreesThoseThatNobodyAsksFor() {
        PoolFixture fixture = PoolFixture.with(limited(1, 1));
        fixture.succeed(FLASH);
        fixture.clock.set(MIDNIGHT);
        fixture.drained();
        assertThat(fixture.view(1).standing()).isEqualTo(Standing.READY);
        assertThat(fixture.pool.desk().ready(KeyKind.GEMINI)).isEqualTo(1);
    }

    @Test
    void aHigherLimitAndNoLimitActAtOnceAndSoDoesALowerOne() {
        PoolFixture fixture = PoolFixture.with(limited(1, 2));
        fixture.lendIds(FLASH, 2);
        fixture.none(FLASH);
        fixture.change(limited(1, 3));
        fixture.lendIds(FLASH, 1);
        fixture.none(FLASH);
        fixture.change(key(1));
        assertThat(fixture.view(1).standing()).isEqualTo(Standing.READY);
        fixture.lendIds(FLASH, 5);
        fixture.change(limited(1, 8));
        assertThat(fixture.view(1).standing()).isEqualTo(Standing.AT_LIMIT);
        fixture.none(FLASH);
        fixture.change(limited(1, 9));
        fixture.lendIds(FLASH, 1);
        fixture.none(FLASH);
    }

    @Test
    void whatAKeyServedWithoutALimitCountsWhenItGetsOne() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        fixture.lendIds(FLASH, 4);
        fixture.change(limited(1, 5));
        fixture.lendIds(FLASH, 1);
        fixture.none(FLASH);
    }

    @Test
    void callsThatGoogleDoesNotServeAreGivenBack() {
        for (Failure failure : List.of(
                refused(Refusal.UNAUTHENTICATED),
                new Failure.BadCall(Report.of(400, "INVALID_ARGUMENT", "no")),
                new Failure.ModelOverloaded(Report.of(503, "UNAVAILABLE", "no"), Optional.empty()),
                new Failure.EgressFailed(Report.of(502, "UNAVAILABLE", "no"), true))) {
            PoolFixture fixture = PoolFixture.with(limited(1, 1));
            Loan loan = fixture.lend(FLASH);
            fixture.none(FLASH);
            loan.failed(failure);
            loan.close();
            assertThat(fixture.view(1).callsToday()).as(failure.toString()).isZero();
            fixture.lend(FLASH).succeeded(Usage.NONE);
            fixture.none(FLASH);
        }
    }

    @Test
    void callsThatMayHaveBeenServedCount() {
        for (Failure failure :
                List.of(new Failure.ClientGone(), new Failure.Overdue(Report.of(504, "DEADLINE_EXCEEDED", "late")))) {
            PoolFixture fixture = PoolFixture.with(limited(1, 1));
            fixture.lend(FLASH).failed(failure);
            fixture.none(FLASH);
        }
        PoolFixture fixture = PoolFixture.with(limited(1, 1));
        fixture.lend(FLASH).close();
        fixture.none(FLASH);
    }

    @Test
    void aSecondAttemptWithTheSameKeyIsTheSameCall() {
        PoolFixture fixture = PoolFixture.with(limited(1, 2));
        Loan loan = fixture.lend(FLASH);
        loan.again(new Failure.Overdue(Report.of(504, "DEADLINE_EXCEEDED", "late")));
        loan.succeeded(Usage.NONE);
        assertThat(fixture.view(1).callsToday()).isEqualTo(1);
    }

    @Test
    void aCallOfYesterdayThatFailsTodayGivesNothingBack() {
        PoolFixture fixture = PoolFixture.with(limited(1, 1));
        Loan yesterday = fixture.lend(FLASH);
        fixture.clock.set(MIDNIGHT);
        fixture.succeed(FLASH);
        yesterday.failed(refused(Refusal.UNAUTHENTICATED));
        assertThat(fixture.view(1).callsToday()).isEqualTo(1);
        fixture.none(FLASH);
    }

    @Test
    void countingTokensReadingListsAndChecksDoNotCount() {
        PoolFixture fixture = PoolFixture.with(limited(1, 1));
        fixture.lend(call(Operation.COUNT_TOKENS, KeyKind.GEMINI, FLASH)).succeeded(Usage.NONE);
        fixture.pool.lend(1, Operation.GENERATE, FLASH).orElseThrow().failed(refused(Refusal.UNAUTHENTICATED));
        assertThat(fixture.view(1).callsToday()).isZero();
        fixture.succeed(FLASH);
        assertThat(fixture.pool.lend(1, Operation.GENERATE, FLASH)).isPresent();
        assertThat(fixture.view(1).callsToday()).isEqualTo(1);
    }

    @Test
    void theTrailSaysWhoIsAtItsLimitAndUntilWhen() {
        PoolFixture fixture = PoolFixture.with(limited(1, 1), key(2));
        fixture.lendKey(1, FLASH);
        assertThat(fixture.lend(FLASH).passedOver().text())
                .isEqualTo(key(1).masked() + " at its daily limit until 2026-11-22T08:00:00Z");
    }

    @Test
    void refusedAndSwitchedOffKeysAreToldAsThat() {
        PoolFixture fixture = PoolFixture.with(limited(1, 1), limited(2, 1));
        fixture.lendKey(1, FLASH).failed(refused(Refusal.INVALID));
        fixture.lendIds(FLASH, 1);
        fixture.change(off(limited(2, 1)));
        assertThat(fixture.view(1).standing()).isEqualTo(Standing.SET_ASIDE);
        assertThat(fixture.view(2).standing()).isEqualTo(Standing.OFF);
        assertThat(fixture.none(FLASH).why()).isEqualTo(NoneReady.Why.NONE_USABLE);
        fixture.clock.set(MIDNIGHT);
        assertThat(fixture.none(FLASH).why()).isEqualTo(NoneReady.Why.NONE_USABLE);
    }

    @Test
    void aKeyThatIsDeletedAtItsLimitLeavesNothingBehind() {
        PoolFixture fixture = PoolFixture.with(limited(1, 1), key(2));
        Loan out = fixture.lendKey(1, FLASH);
        fixture.delete(1L);
        out.failed(refused(Refusal.INVALID));
        fixture.clock.set(MIDNIGHT);
        assertThat(fixture.lendIds(FLASH, 2)).containsOnly(2L);
        fixture.change(limited(1, 1));
        assertThat(fixture.lendIds(FLASH, 3)).containsOnlyOnce(1L);
    }

    @Test
    void anotherRankAndAnotherProjectChangeNothingAboutTheLimit() {
        PoolFixture fixture = PoolFixture.with(limited(1, 1), key(2));
        fixture.lendKey(1, FLASH);
        fixture.change(limited(1, 1).ranked(new Rank(-1, 1)));
        assertThat(fixture.lendIds(FLASH, 2)).containsOnly(2L);
        fixture.change(ofProject(1, "other").limited(new DayLimit(1)));
        assertThat(fixture.lendIds(FLASH, 2)).containsOnly(2L);
        fixture.clock.set(MIDNIGHT);
        assertThat(fixture.lendIds(FLASH, 2)).contains(1L);
    }

    @Test
    void theClockThatGoesBackToAnotherDayFreesWhoIsHeld() {
        PoolFixture fixture = PoolFixture.with(limited(1, 1));
        fixture.clock.set(MIDNIGHT);
        fixture.succeed(FLASH);
        fixture.none(FLASH);
        fixture.clock.set(MIDNIGHT.minusSeconds(60));
        fixture.succeed(FLASH);
        assertThat(fixture.none(FLASH).failure().retryAfter()).contains(Duration.ofSeconds(60));
        fixture.clock.set(MIDNIGHT);
        fixture.succeed(FLASH);
    }

    @Test
    void afterARestartTheCountGoesOn() {
        PoolFixture before = PoolFixture.with(limited(1, 5));
        before.lendIds(FLASH, 3);
        assertThat(written(before)).isEqualTo(Map.of(1L, new KeyNote.Day(MIDNIGHT, 3)));
        PoolFixture after = PoolFixture.with(limited(1, 5));
        hear(after, 1, 3);
        after.lendIds(FLASH, 2);
        after.none(FLASH);
        assertThat(written(after)).isEqualTo(Map.of(1L, new KeyNote.Day(MIDNIGHT, 2)));
        hear(after, 1, 5);
        assertThat(after.view(1).callsToday()).isEqualTo(5);
    }

    @Test
    void twoNodesShareOneLimit() {
        PoolFixture here = PoolFixture.with(limited(1, 6));
        PoolFixture there = PoolFixture.with(limited(1, 6));
        here.lendIds(FLASH, 3);
        there.lendIds(FLASH, 2);
        written(here);
        written(there);
        hear(here, 1, 5);
        hear(there, 1, 5);
        assertThat(here.view(1).callsToday()).isEqualTo(5);
        assertThat(there.view(1).callsToday()).isEqualTo(5);
        here.lendIds(FLASH, 1);
        here.none(FLASH);
        written(here);
        hear(there, 1, 6);
        assertThat(there.none(FLASH).failure().retryAfter()).contains(UNTIL_MIDNIGHT);
        hear(here, 1, 6);
        here.none(FLASH);
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenLaterAndCountsOnce() {
        PoolFixture fixture = PoolFixture.with(limited(1, 10));
        fixture.lendIds(FLASH, 2);
        fixture.pool.undelivered(fixture.pool.changes());
        fixture.lendIds(FLASH, 1);
        Loan failed = fixture.lend(FLASH);
        assertThat(written(fixture)).isEqualTo(Map.of(1L, new KeyNote.Day(MIDNIGHT, 4)));
        failed.failed(refused(Refusal.UNAUTHENTICATED));
        assertThat(written(fixture)).isEqualTo(Map.of(1L, new KeyNote.Day(MIDNIGHT, -1)));
        hear(fixture, 1, 3);
        assertThat(fixture.view(1).callsToday()).isEqualTo(3);
    }

    @Test
    void newsOfAnotherDayIsPassedOver() {
        PoolFixture fixture = PoolFixture.with(limited(1, 2));
        for (Instant other : List.of(MIDNIGHT.minus(Duration.ofDays(1)), MIDNIGHT.plus(Duration.ofDays(1)))) {
            fixture.pool.hear(news(new StoredCalls(1, other, 2)));
        }
        fixture.pool.hear(news(new StoredCalls(4711, MIDNIGHT, 2)));
        fixture.lendIds(FLASH, 2);
        fixture.none(FLASH);
    }

    @Test
    void aLimitIsNeverExceededWhateverHappens() {
        for (int seed = 0; seed < 50; seed++) {
            Random chance = new Random(seed);
            PoolFixture fixture = PoolFixture.with(
                    limited(1, 1 + chance.nextInt(9)), limited(2, 1 + chance.nextInt(9)), limited(3, 50), key(4));
            Map<Long, Integer> open = new HashMap<>();
            Instant day = QuotaDay.endOf(fixture.clock.instant());
            for (int step = 0; step < 300; step++) {
                Loan loan = fixture.lend(FLASH);
                open.merge(loan.key().id(), 1, Integer::sum);
                if (chance.nextInt(3) == 0) {
                    loan.failed(new Failure.EgressFailed(Report.of(502, "UNAVAILABLE", "no"), true));
                    open.merge(loan.key().id(), -1, Integer::sum);
                } else {
                    loan.succeeded(Usage.NONE);
                }
                DayLimit limit = loan.key().dayLimit();
                assertThat(limit.none() || open.get(loan.key().id()) <= limit.calls())
                        .as("seed " + seed)
                        .isTrue();
                fixture.clock.advance(Duration.ofMinutes(chance.nextInt(20)));
                if (!QuotaDay.endOf(fixture.clock.instant()).equals(day)) {
                    day = QuotaDay.endOf(fixture.clock.instant());
                    open.clear();
                }
            }
        }
    }

    private static StoredKey limited(long id, int calls) {
        return key(id).limited(new DayLimit(calls));
    }

    /** What a batch adds to the table's counts, as if it had arrived. */
    private static Map<Long, KeyNote.Day> written(PoolFixture fixture) {
        Map<Long, KeyNote.Day> days = new HashMap<>();
        fixture.drained().notes().forEach(note -> note.day().ifPresent(day -> days.put(note.keyId(), day)));
        return days;
    }

    private static void hear(PoolFixture fixture, long keyId, long calls) {
        fixture.pool.hear(news(new StoredCalls(keyId, MIDNIGHT, calls)));
    }

    private static QuotaNews news(StoredCalls calls) {
        return new QuotaNews(List.of(), List.of(), List.of(), List.of(), List.of(calls));
    }
}
