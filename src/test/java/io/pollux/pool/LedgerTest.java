package io.pollux.pool;

import static io.pollux.exchange.KeyKind.GEMINI;
import static io.pollux.exchange.Quota.INPUT_TOKENS_PER_DAY;
import static io.pollux.exchange.Quota.INPUT_TOKENS_PER_MINUTE;
import static io.pollux.exchange.Quota.REQUESTS_PER_DAY;
import static io.pollux.exchange.Quota.REQUESTS_PER_MINUTE;
import static io.pollux.pool.Failures.refused;
import static io.pollux.pool.Failures.spent;
import static io.pollux.pool.PoolFixture.FLASH;
import static io.pollux.pool.PoolFixture.PRO;
import static io.pollux.pool.PoolFixture.key;
import static io.pollux.pool.PoolFixture.ofProject;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.QuotaSpent;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Failure.Refusal;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Quota;
import io.pollux.exchange.Report;
import io.pollux.exchange.Usage;
import io.pollux.keys.QuotaNews;
import io.pollux.keys.StoredCeiling;
import io.pollux.keys.StoredCooldown;
import io.pollux.keys.StoredUse;
import io.pollux.pool.Cooldown.Provenance;
import io.pollux.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Counting, and stopping before a limit. */
class LedgerTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-11-22T08:00:00Z");

    @Test
    void aProjectRestsAtAModelBeforeItsMinuteIsOverdrawn() {
        PoolFixture fixture = limited(Map.of(REQUESTS_PER_MINUTE, 3L), 1);
        for (int i = 0; i < 3; i++) {
            fixture.succeed(FLASH);
        }
        NoneReady none = fixture.none(FLASH);
        assertThat(none.why()).isEqualTo(NoneReady.Why.COOLING);
        Duration wait = none.failure().retryAfter().orElseThrow();
        assertThat(wait).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(62));
        Cooldown cooldown = fixture.view(1).cooldowns().get(FLASH);
        assertThat(cooldown.provenance()).isEqualTo(Provenance.LEARNED);
        assertThat(cooldown.reason())
                .isEqualTo("Pollux has counted 3 of the 3 requests per minute that are allowed,"
                        + " as POLLUX_QUOTA_LIMITS says");
        fixture.clock.advance(wait.minusMillis(1));
        fixture.none(FLASH);
        fixture.clock.advance(Duration.ofMillis(1));
        assertThat(fixture.lendId(FLASH)).isEqualTo(1);
    }

    @Test
    void otherModelsAndOtherProjectsGoOn() {
        PoolFixture fixture = limited(Map.of(REQUESTS_PER_MINUTE, 1L), 2);
        assertThat(fixture.lendIds(FLASH, 2)).containsExactlyInAnyOrder(1L, 2L);
        fixture.none(FLASH);
        fixture.set(Settings.POLLUX_QUOTA_LIMITS, Map.of(FLASH, Map.of(REQUESTS_PER_MINUTE, 1L)));
        assertThat(fixture.lendIds(PRO, 4)).contains(1L, 2L);
    }

    @Test
    void keysOfOneProjectShareItsLimit() {
        PoolFixture fixture = PoolFixture.with(ofProject(1, "a"), ofProject(2, "a"), key(3));
        fixture.set(Settings.POLLUX_QUOTA_LIMITS, Map.of(FLASH, Map.of(REQUESTS_PER_DAY, 2L)));
        assertThat(fixture.lendIds(FLASH, 4)).containsOnlyOnce(1L, 2L).contains(3L);
        assertThat(fixture.none(FLASH).failure().retryAfter()).contains(Duration.ofHours(18));
    }

    @Test
    void theDayEndsAtMidnightInCalifornia() {
        PoolFixture fixture = limited(Map.of(REQUESTS_PER_DAY, 2L), 1);
        fixture.lendIds(FLASH, 2);
        assertThat(fixture.view(1).cooldowns().get(FLASH).until()).isEqualTo(MIDNIGHT);
        fixture.clock.set(MIDNIGHT.minusMillis(1));
        fixture.none(FLASH);
        fixture.clock.set(MIDNIGHT);
        assertThat(fixture.lendIds(FLASH, 2)).containsOnly(1L);
        assertThat(fixture.none(FLASH).failure().retryAfter()).contains(Duration.ofHours(24));
    }

    /** On the night of 1 November 2026 the day has 25 hours, on that of 14 March 2027 it has 23. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-01T07:00:00Z, 2026-11-02T08:00:00Z, 25",
        "2027-03-14T08:00:00Z, 2027-03-15T07:00:00Z, 23",
        "2026-07-01T07:00:00Z, 2026-07-02T07:00:00Z, 24"
    })
    void theDayIsAsLongAsCaliforniaHasIt(Instant begin, Instant end, int hours) {
        PoolFixture fixture = limited(Map.of(REQUESTS_PER_DAY, 2L), 1);
        fixture.clock.set(begin.minusMillis(1));
        fixture.lendIds(FLASH, 2);
        assertThat(fixture.none(FLASH).failure().retryAfter()).contains(Duration.ofMillis(1));
        fixture.clock.set(begin);
        fixture.lendIds(FLASH, 2);
        assertThat(fixture.none(FLASH).failure().retryAfter()).contains(Duration.ofHours(hours));
        fixture.clock.set(end.minusMillis(1));
        fixture.none(FLASH);
        fixture.clock.set(end);
        assertThat(fixture.lendId(FLASH)).isEqualTo(1);
        assertThat(use(fixture.drained(), end).requests()).isEqualTo(2);
    }

    @Test
    void aCallInFlightAtMidnightStaysInTheDayInWhichItBegan() {
        PoolFixture fixture = limited(Map.of(REQUESTS_PER_DAY, 5L), 1);
        fixture.clock.set(MIDNIGHT.minusSeconds(10));
        Loan late = fixture.lend(sized(400));
        Loan refused = fixture.lend(sized(400));
        fixture.clock.set(MIDNIGHT.plusSeconds(10));
        fixture.succeed(FLASH);
        late.succeeded(usage(250, 30));
        refused.failed(spent(QuotaWindow.UNSTATED));
        Changes changes = fixture.drained();
        assertThat(use(changes, MIDNIGHT)).isEqualTo(new StoredUse("key:1", FLASH, MIDNIGHT, 1, 250, 30));
        Instant next = MIDNIGHT.plus(Duration.ofDays(1));
        assertThat(use(changes, next)).isEqualTo(new StoredUse("key:1", FLASH, next, 1, 0, 0));
        assertThat(quota(fixture).requestsToday()).isEqualTo(1);
    }

    @Test
    void theEstimateGivesWayToWhatGoogleCounted() {
        PoolFixture fixture = limited(Map.of(INPUT_TOKENS_PER_MINUTE, 1_000L), 1);
        Loan first = fixture.lend(sized(2_000));
        assertThat(quota(fixture).tokensInMinute()).isEqualTo(500);
        first.succeeded(new Usage(800, 700, 10, 90, 50, 950));
        assertThat(quota(fixture).tokensInMinute()).isEqualTo(850);
        assertThat(quota(fixture).tokensToday()).isEqualTo(850);
        assertThat(quota(fixture).outputHere()).isEqualTo(100);
        fixture.lend(sized(200)).succeeded(usage(150, 1));
        assertThat(fixture.none(FLASH).why()).isEqualTo(NoneReady.Why.COOLING);
        assertThat(fixture.view(1).cooldowns().get(FLASH).reason())
                .contains("1000 of the 1000 input tokens per minute");
    }

    @Test
    void anAnswerWithoutUsageLeavesTheEstimate() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        fixture.lend(sized(2_000)).succeeded(Usage.NONE);
        assertThat(quota(fixture).tokensToday()).isEqualTo(500);
    }

    @Test
    void aLargeCallTakesTheKeyThatHasRoomForIt() {
        PoolFixture fixture = limited(Map.of(INPUT_TOKENS_PER_MINUTE, 1_000L), 3);
        for (int i = 0; i < 3; i++) {
            Loan loan = fixture.lend(FLASH);
            loan.succeeded(usage(loan.key().id() == 2 ? 100 : 600, 1));
        }
        for (int i = 0; i < 2; i++) {
            assertThat(fixture.lend(sized(1_700)).key().id()).isEqualTo(2);
        }
        NoneReady none = fixture.none(sized(2_000), new Tried());
        assertThat(none.why()).isEqualTo(NoneReady.Why.NO_ROOM);
        assertThat(none.failure().retryAfter().orElseThrow()).isBetween(Duration.ofSeconds(58), Duration.ofSeconds(62));
        assertThat(none.failure().report().message()).contains("room for so many input tokens");
        assertThat(fixture.lendIds(FLASH, 3)).containsExactlyInAnyOrder(1L, 2L, 3L);
    }

    @Test
    void aCallThatAloneIsMoreThanTheLimitMayGoWhenNothingElseDoes() {
        PoolFixture fixture = limited(Map.of(INPUT_TOKENS_PER_MINUTE, 1_000L), 1);
        fixture.lend(sized(40_000)).failed(new Failure.BadCall(Report.of(404, "NOT_FOUND", "No such model")));
        assertThat(fixture.lend(sized(40_000)).key().id()).isEqualTo(1);
        fixture.none(FLASH);
    }

    @Test
    void aReservationThatDoesNotCountLetsTheProjectUpAgain() {
        PoolFixture fixture = limited(Map.of(REQUESTS_PER_DAY, 2L), 1);
        fixture.succeed(FLASH);
        Loan last = fixture.lend(FLASH);
        fixture.none(FLASH);
        last.failed(new Failure.ModelOverloaded(Report.of(503, "UNAVAILABLE", "Busy"), Optional.empty()));
        assertThat(fixture.view(1).cooldowns()).isEmpty();
        assertThat(fixture.lendId(FLASH)).isEqualTo(1);
        fixture.none(FLASH);
        assertThat(fixture.drained().lifted()).isEmpty();
    }

    static List<Arguments> charged() {
        return List.of(
                charged(Charge.MINUTE, new Failure.BadCall(Report.of(400, "INVALID_ARGUMENT", "Too long"))),
                charged(Charge.MINUTE, new Failure.SignatureRefused(Report.of(400, "INVALID_ARGUMENT", "Signature"))),
                charged(Charge.MINUTE, new Failure.GoogleFailed(Report.of(500, "INTERNAL", "Broken"))),
                charged(Charge.FULL, new Failure.Overdue(Report.of(504, "DEADLINE_EXCEEDED", "Late"))),
                charged(Charge.FULL, new Failure.ClientGone()),
                charged(Charge.NOTHING, new Failure.BadCall(Report.of(404, "NOT_FOUND", "No model"))),
                charged(Charge.NOTHING, spent(QuotaWindow.TOOL)),
                charged(Charge.NOTHING, refused(Refusal.UNAUTHENTICATED)),
                charged(
                        Charge.NOTHING,
                        new Failure.ModelOverloaded(Report.of(503, "UNAVAILABLE", "Busy"), Optional.empty())),
                charged(Charge.NOTHING, new Failure.EgressFailed(Report.of(502, "UNAVAILABLE", "No way"), false)),
                charged(Charge.NOTHING, new Failure.OwnFault(Report.of(500, "INTERNAL", "Us"))));
    }

    private static Arguments charged(Charge charge, Failure failure) {
        return Arguments.of(charge, failure);
    }

    @ParameterizedTest
    @MethodSource("charged")
    void whatGoogleLetInCountsAndWhatItRefusedAtTheGateDoesNot(Charge charge, Failure failure) {
        PoolFixture fixture = PoolFixture.withKeys(1);
        fixture.lend(sized(400)).failed(failure);
        assertThat(quota(fixture).requestsInMinute()).isEqualTo(charge == Charge.NOTHING ? 0 : 1);
        assertThat(quota(fixture).tokensInMinute()).isEqualTo(charge == Charge.NOTHING ? 0 : 100);
        assertThat(quota(fixture).requestsToday()).isEqualTo(charge == Charge.FULL ? 1 : 0);
        assertThat(quota(fixture).tokensToday()).isEqualTo(charge == Charge.FULL ? 100 : 0);
    }

    @Test
    void aSecondAttemptWithTheSameKeyCountsWhenTheFirstDid() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        Loan loan = fixture.lend(sized(400));
        loan.again(new Failure.GoogleFailed(Report.of(500, "INTERNAL", "Broken")));
        loan.again(new Failure.EgressFailed(Report.of(502, "UNAVAILABLE", "No way"), false));
        loan.failed(new Failure.GoogleFailed(Report.of(500, "INTERNAL", "Cut")), usage(70, 5));
        loan.again(new Failure.GoogleFailed(Report.of(500, "INTERNAL", "Too late")));
        assertThat(quota(fixture).requestsInMinute()).isEqualTo(2);
        assertThat(quota(fixture).requestsToday()).isEqualTo(1);
        assertThat(quota(fixture).tokensInMinute()).isEqualTo(170);
        assertThat(quota(fixture).outputHere()).isEqualTo(5);
    }

    @Test
    void aLimitThatGoogleStatesIsKeptAndCountsTheNextDay() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        fixture.succeed(FLASH);
        fixture.lend(FLASH).failed(says(QuotaWindow.DAY, Map.of(REQUESTS_PER_DAY, 2L)));
        assertThat(fixture.view(1).cooldowns().get(FLASH).provenance()).isEqualTo(Provenance.STATED);
        assertThat(fixture.drained().ceilings())
                .containsExactly(
                        new StoredCeiling("key:1", FLASH, REQUESTS_PER_DAY, 2, Instant.parse("2026-11-21T14:00:00Z")));
        fixture.clock.set(MIDNIGHT);
        fixture.lendIds(FLASH, 2);
        Cooldown cooldown = fixture.view(1).cooldowns().get(FLASH);
        assertThat(cooldown.provenance()).isEqualTo(Provenance.LEARNED);
        assertThat(cooldown.reason()).contains("2 of the 2 requests per day", "as Google said at 2026-11-21T14:00:00Z");
        fixture.none(FLASH);
    }

    @Test
    void whatIsLearnedIsForgottenWhenTheNextDayHasEnded() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        fixture.lend(FLASH).failed(says(QuotaWindow.MINUTE, Map.of(REQUESTS_PER_MINUTE, 1L)));
        fixture.clock.set(MIDNIGHT.plus(Duration.ofDays(1)).minusMillis(1));
        fixture.succeed(FLASH);
        fixture.none(FLASH);
        fixture.clock.set(MIDNIGHT.plus(Duration.ofDays(1)).plusSeconds(62));
        assertThat(fixture.lendIds(FLASH, 5)).containsOnly(1L);
        assertThat(quota(fixture).ceilings()).isEmpty();
    }

    @Test
    void theLaterWordOnALimitCountsBeItLowerOrHigher() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        for (long most : List.of(20L, 10L, 50L)) {
            fixture.clock.advance(Duration.ofMinutes(2));
            fixture.lend(FLASH).failed(says(QuotaWindow.MINUTE, Map.of(REQUESTS_PER_MINUTE, most)));
            assertThat(quota(fixture).ceilings()).isEqualTo(Map.of(REQUESTS_PER_MINUTE, most));
        }
    }

    @Test
    void ofSettingAndGoogleTheLowerLimitCounts() {
        PoolFixture fixture = limited(Map.of(REQUESTS_PER_MINUTE, 5L, INPUT_TOKENS_PER_DAY, 100L), 1);
        fixture.lend(FLASH)
                .failed(says(QuotaWindow.MINUTE, Map.of(REQUESTS_PER_MINUTE, 9L, INPUT_TOKENS_PER_DAY, 50L)));
        assertThat(quota(fixture).ceilings()).isEqualTo(Map.of(REQUESTS_PER_MINUTE, 5L, INPUT_TOKENS_PER_DAY, 50L));
    }

    @Test
    void aDailyLimitIsForgottenWhenMoreThanItSucceeded() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        fixture.set(Settings.POLLUX_QUOTA_GUARD, false);
        fixture.lend(FLASH).failed(says(QuotaWindow.TOOL, Map.of(REQUESTS_PER_DAY, 3L)));
        for (int i = 0; i < 3; i++) {
            fixture.succeed(FLASH);
        }
        assertThat(quota(fixture).ceilings()).hasSize(1);
        fixture.succeed(FLASH);
        assertThat(quota(fixture).ceilings()).isEmpty();
    }

    @Test
    void withoutTheGuardThePoolRunsOnUntilGoogleRefuses() {
        PoolFixture fixture = limited(Map.of(REQUESTS_PER_MINUTE, 1L), 1);
        fixture.succeed(FLASH);
        fixture.none(FLASH);
        fixture.set(Settings.POLLUX_QUOTA_GUARD, false);
        assertThat(fixture.lendIds(FLASH, 5)).containsOnly(1L);
        fixture.set(Settings.POLLUX_QUOTA_GUARD, true);
        fixture.none(FLASH);
    }

    @Test
    void aRaisedLimitActsAtOnceAlsoOnThoseWhoRest() {
        PoolFixture fixture = limited(Map.of(REQUESTS_PER_DAY, 1L), 1);
        fixture.succeed(FLASH);
        fixture.none(FLASH);
        fixture.set(Settings.POLLUX_QUOTA_LIMITS, Map.of("gemini-*", Map.of(REQUESTS_PER_DAY, 3L)));
        assertThat(fixture.lendIds(FLASH, 2)).containsOnly(1L);
        fixture.none(FLASH);
    }

    @Test
    void theLongestNameThatFitsGivesTheLimits() {
        Limits limits = new Limits(Settings.defaults()
                .with(
                        Settings.POLLUX_QUOTA_LIMITS,
                        Settings.POLLUX_QUOTA_LIMITS.parse("{'*': {'rpm': 1}, 'gemini-2.5-*': {'rpm': 2},"
                                + "'gemini-2.5-flash': {'RPM': 3, 'tpm': 250000, 'rpd': 20, 'tpd': 1e6}}")));
        assertThat(limits.of(GEMINI, "gemma-3")).isEqualTo(Map.of(REQUESTS_PER_MINUTE, 1L));
        assertThat(limits.of(GEMINI, "gemini-2.5-pro")).isEqualTo(Map.of(REQUESTS_PER_MINUTE, 2L));
        assertThat(limits.of(GEMINI, "gemini-2.5-flash"))
                .containsEntry(REQUESTS_PER_MINUTE, 3L)
                .hasSize(4);
        assertThat(limits.of(GEMINI, ":countTokens")).isEmpty();
    }

    @Test
    void paidAndVertexKeysHaveLimitsOfTheirOwn() {
        PoolFixture fixture = PoolFixture.with(key(1, KeyKind.PAID, Optional.of("a")));
        fixture.set(
                Settings.POLLUX_QUOTA_LIMITS,
                Map.of(FLASH, Map.of(REQUESTS_PER_DAY, 1L), "paid:gemini-*", Map.of(REQUESTS_PER_DAY, 2L)));
        GeminiCall paid = PoolFixture.call(Operation.GENERATE, KeyKind.PAID, FLASH);
        fixture.lend(paid);
        fixture.lend(paid);
        fixture.none(paid, new Tried());
        assertThat(quota(fixture).ceilings()).isEqualTo(Map.of(REQUESTS_PER_DAY, 2L));
        fixture.change(ofProject(2, "a"));
        assertThat(quota(fixture).ceilings()).isEqualTo(Map.of(REQUESTS_PER_DAY, 1L));
    }

    @Test
    void aStatedBenchOutlivesTheLedgersRest() {
        PoolFixture fixture = limited(Map.of(REQUESTS_PER_MINUTE, 2L), 1);
        Loan one = fixture.lend(FLASH);
        Loan two = fixture.lend(FLASH);
        one.failed(spent(QuotaWindow.MINUTE, Duration.ofSeconds(20)));
        two.failed(refused(Refusal.UNAUTHENTICATED));
        Cooldown cooldown = fixture.view(1).cooldowns().get(FLASH);
        assertThat(cooldown.provenance()).isEqualTo(Provenance.STATED);
        assertThat(cooldown.until()).isEqualTo(fixture.clock.instant().plusSeconds(21));
    }

    @Test
    void theLedgersRestIsNoRowOfTheShelf() {
        PoolFixture fixture = limited(Map.of(REQUESTS_PER_MINUTE, 1L), 1);
        fixture.succeed(FLASH);
        fixture.clock.advance(Duration.ofMinutes(2));
        fixture.succeed(FLASH);
        Changes changes = fixture.drained();
        assertThat(changes.cooldowns()).isEmpty();
        assertThat(changes.lifted()).isEmpty();
    }

    @Test
    void aClockThatIsPutBackHoldsNobodyLonger() {
        PoolFixture fixture = limited(Map.of(REQUESTS_PER_MINUTE, 1L), 2);
        fixture.lend(FLASH).succeeded(Usage.NONE);
        fixture.lend(FLASH).failed(spent(QuotaWindow.MINUTE, Duration.ofSeconds(29)));
        fixture.none(FLASH);
        fixture.clock.advance(Duration.ofHours(-3));
        assertThat(fixture.lendId(FLASH)).isEqualTo(1);
        assertThat(fixture.none(FLASH).failure().retryAfter().orElseThrow()).isLessThan(Duration.ofSeconds(31));
        Changes changes = fixture.drained();
        fixture.pool.hear(new QuotaNews(changes.cooldowns(), List.of(), List.of(), List.of()));
        assertThat(changes.lifted()).hasSize(1);
        fixture.clock.advance(Duration.ofSeconds(30));
        assertThat(fixture.lendId(FLASH)).isEqualTo(2);
    }

    @Test
    void aClockThatJumpsOverMidnightAndBackKeepsTheDaysCount() {
        PoolFixture fixture = limited(Map.of(REQUESTS_PER_DAY, 3L), 1);
        fixture.lendIds(FLASH, 2);
        fixture.clock.advance(Duration.ofDays(400));
        fixture.succeed(FLASH);
        fixture.clock.advance(Duration.ofDays(-400));
        fixture.succeed(FLASH);
        fixture.none(FLASH);
        assertThat(use(fixture.drained(), MIDNIGHT).requests()).isEqualTo(3);
    }

    @Test
    void whatOtherNodesCountedCountsHereAndOursNotTwice() {
        PoolFixture fixture = limited(Map.of(REQUESTS_PER_DAY, 10L), 1);
        fixture.lendIds(FLASH, 3);
        fixture.drained();
        fixture.lendIds(FLASH, 2);
        // The table has the three of ours that were written, and four of another node's.
        fixture.pool.hear(uses(new StoredUse("key:1", FLASH, MIDNIGHT, 7, 0, 0)));
        assertThat(quota(fixture).requestsToday()).isEqualTo(9);
        fixture.drained();
        fixture.pool.hear(uses(new StoredUse("key:1", FLASH, MIDNIGHT, 9, 0, 0)));
        assertThat(quota(fixture).requestsToday()).isEqualTo(9);
        fixture.succeed(FLASH);
        fixture.none(FLASH);
    }

    @Test
    void aProjectThatAnotherNodeExhaustedIsNotUsedHere() {
        PoolFixture fixture = limited(Map.of(REQUESTS_PER_DAY, 10L), 2);
        fixture.pool.hear(uses(new StoredUse("key:1", FLASH, MIDNIGHT, 10, 0, 0)));
        assertThat(fixture.lendIds(FLASH, 3)).containsOnly(2L);
        assertThat(fixture.view(1).cooldowns().get(FLASH).until()).isEqualTo(MIDNIGHT);
    }

    @Test
    void whatOthersDidJustNowCountsInTheMinuteAndWhatTheyDidDuringAnOutageDoesNot() {
        PoolFixture fixture = limited(Map.of(REQUESTS_PER_MINUTE, 10L), 1);
        fixture.pool.hear(uses(new StoredUse("key:1", FLASH, MIDNIGHT, 500, 0, 0)));
        assertThat(quota(fixture).requestsInMinute()).isZero();
        fixture.clock.advance(Duration.ofMillis(400));
        fixture.pool.hear(uses(new StoredUse("key:1", FLASH, MIDNIGHT, 509, 0, 0)));
        assertThat(quota(fixture).requestsInMinute()).isEqualTo(9);
        fixture.clock.advance(Duration.ofMinutes(10));
        fixture.pool.hear(uses(new StoredUse("key:1", FLASH, MIDNIGHT, 900, 0, 0)));
        assertThat(quota(fixture).requestsInMinute()).isZero();
        assertThat(fixture.lendId(FLASH)).isEqualTo(1);
    }

    @Test
    void limitsThatAnotherNodeLearnedCountHere() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        Instant now = fixture.clock.instant();
        StoredCeiling ceiling = new StoredCeiling("key:1", FLASH, REQUESTS_PER_MINUTE, 1, now);
        fixture.pool.hear(new QuotaNews(List.of(), List.of(), List.of(ceiling), List.of()));
        fixture.succeed(FLASH);
        fixture.none(FLASH);
        assertThat(fixture.drained().ceilings()).isEmpty();
    }

    @Test
    void coolDownsOfOtherNodesAreHeardAndSoIsTheirEnd() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        Instant now = fixture.clock.instant();
        fixture.pool.hear(cooldown(now.plusSeconds(600)));
        fixture.none(FLASH);
        fixture.pool.hear(cooldown(now.plusSeconds(60)));
        assertThat(fixture.none(FLASH).failure().retryAfter()).contains(Duration.ofSeconds(60));
        fixture.pool.hear(cooldown(Instant.EPOCH));
        assertThat(fixture.lendId(FLASH)).isEqualTo(1);
        assertThat(fixture.drained().cooldowns()).isEmpty();
    }

    @Test
    void whatIsStillToBeWrittenIsYoungerThanWhatIsRead() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        Instant now = fixture.clock.instant();
        Loan early = fixture.lend(FLASH);
        fixture.lend(FLASH).failed(spent(QuotaWindow.MINUTE, Duration.ofSeconds(40)));
        fixture.pool.hear(cooldown(Instant.EPOCH));
        fixture.none(FLASH);
        fixture.drained();
        early.failed(spent(QuotaWindow.DAY));
        fixture.pool.hear(cooldown(now.plusSeconds(41)));
        assertThat(fixture.view(1).cooldowns().get(FLASH).until()).isEqualTo(MIDNIGHT);
    }

    @Test
    void aGuessThatEndedAndBeganAgainIsWrittenAsBoth() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        Loan late = fixture.lend(FLASH);
        fixture.lend(FLASH).failed(spent(QuotaWindow.NONE_GRANTED));
        fixture.drained();
        fixture.clock.advance(Duration.ofSeconds(1));
        fixture.pool.lend(1, Operation.GENERATE, FLASH).orElseThrow().succeeded(Usage.NONE);
        late.failed(spent(QuotaWindow.UNSTATED));
        Changes changes = fixture.pool.changes();
        fixture.pool.undelivered(changes);
        Changes again = fixture.drained();
        assertThat(again.cooldowns())
                .extracting(StoredCooldown::until)
                .containsExactly(fixture.clock.instant().plusSeconds(5));
        assertThat(again.lifted()).containsExactly(new StoredCooldown.Name("key:1", FLASH));
    }

    @Test
    void aKeyTakesWhatItUsedIntoTheProjectItTurnsOutToBelongTo() {
        PoolFixture fixture = PoolFixture.with(key(1), ofProject(2, "a"));
        fixture.set(Settings.POLLUX_QUOTA_LIMITS, Map.of(FLASH, Map.of(REQUESTS_PER_DAY, 3L)));
        fixture.lendIds(FLASH, 4);
        fixture.change(ofProject(1, "a"));
        fixture.none(FLASH);
        assertThat(fixture.drained().uses())
                .filteredOn(use -> use.scope().equals("project:a"))
                .extracting(StoredUse::requests)
                .containsExactly(4L);
    }

    @Test
    void inventedNamesOfModelsLeaveNoMoreThan64Counts() {
        PoolFixture fixture = limited(Map.of(REQUESTS_PER_DAY, 3L), 1);
        fixture.lendIds(FLASH, 3);
        for (int i = 0; i < 5_000; i++) {
            fixture.succeed("invented-" + i);
        }
        assertThat(fixture.pool.desk().quotas(1)).hasSize(64);
        fixture.none(FLASH);
        fixture.lend("x".repeat(100_000)).succeeded(Usage.NONE);
        assertThat(fixture.drained().uses()).hasSize(5_001);
    }

    @Test
    void checkingAKeyIsCountedApartFromModels() {
        PoolFixture fixture = limited(Map.of(REQUESTS_PER_DAY, 1L), 1);
        fixture.pool.lend(1, Operation.COUNT_TOKENS, FLASH).orElseThrow().succeeded(Usage.NONE);
        fixture.succeed(FLASH);
        assertThat(quota(fixture).requestsToday()).isEqualTo(1);
    }

    private static PoolFixture limited(Map<Quota, Long> limits, int keys) {
        PoolFixture fixture = PoolFixture.withKeys(keys);
        fixture.set(Settings.POLLUX_QUOTA_LIMITS, Map.of(FLASH, limits));
        return fixture;
    }

    private static GeminiCall sized(int bytes) {
        return new GeminiCall(Operation.GENERATE, KeyKind.GEMINI, "v1beta", FLASH, "", Map.of(), new byte[bytes], 0);
    }

    private static Usage usage(int prompt, int output) {
        return new Usage(prompt, 0, output, 0, 0, prompt + output);
    }

    private static Failure says(QuotaWindow window, Map<Quota, Long> ceilings) {
        return new QuotaSpent(
                Report.of(429, "RESOURCE_EXHAUSTED", "Enough"), window, Optional.of(Duration.ofSeconds(9)), ceilings);
    }

    private static QuotaView quota(PoolFixture fixture) {
        return fixture.pool.desk().quotas(1).get(FLASH);
    }

    private static QuotaNews uses(StoredUse... uses) {
        return new QuotaNews(List.of(), List.of(uses), List.of(), List.of());
    }

    private static QuotaNews cooldown(Instant until) {
        return new QuotaNews(
                List.of(new StoredCooldown("key:1", FLASH, until, "elsewhere", "STATED")),
                List.of(),
                List.of(),
                List.of());
    }

    private static StoredUse use(Changes changes, Instant dayEnds) {
        return changes.uses().stream()
                .filter(use -> use.dayEnds().equals(dayEnds))
                .reduce((one, other) -> new StoredUse(
                        one.scope(),
                        one.model(),
                        dayEnds,
                        one.requests() + other.requests(),
                        one.input() + other.input(),
                        one.output() + other.output()))
                .orElseThrow();
    }
}
