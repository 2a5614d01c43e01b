package io.pollux.pool;

import static io.pollux.pool.PoolFixture.FLASH;
import static io.pollux.pool.PoolFixture.PRO;
import static io.pollux.pool.PoolFixture.ofProject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Quota;
import io.pollux.exchange.Report;
import io.pollux.exchange.Usage;
import io.pollux.keys.QuotaNews;
import io.pollux.keys.StoredProject;
import io.pollux.keys.StoredProject.Waiver;
import io.pollux.pool.Cooldown.Provenance;
import io.pollux.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the operator does to the pool: benches put in place and lifted, and limits of single projects. */
class ByHandTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-11-22T08:00:00Z");

    @Test
    void benchByHandKeepsAllKeysOfTheProjectFromTheModelAndFromNoOther() {
        PoolFixture fixture = PoolFixture.with(ofProject(1, "one"), ofProject(2, "one"), ofProject(3, "two"));

        bench(fixture, 1, FLASH, Duration.ofHours(1));

        assertThat(fixture.lendIds(FLASH, 4)).containsOnly(3L);
        assertThat(fixture.lendIds(PRO, 6)).contains(1L, 2L, 3L);
        assertThat(fixture.view(2).cooldowns().get(FLASH))
                .isEqualTo(new Cooldown(in(fixture, Duration.ofHours(1)), "Because", Provenance.MANUAL));
    }

    @Test
    void benchByHandForEveryModelEndsByTheClock() {
        PoolFixture fixture = PoolFixture.withKeys(1);

        bench(fixture, 1, PoolDesk.EVERY_MODEL, Duration.ofHours(1));

        assertThat(fixture.view(1).standing()).isEqualTo(Standing.COOLING);
        assertThat(fixture.none(FLASH).why()).isEqualTo(NoneReady.Why.COOLING);
        fixture.clock.advance(Duration.ofHours(1));
        assertThat(fixture.lendId(FLASH)).isEqualTo(1);
    }

    @Test
    void neitherSuccessNorGuessEndsABenchByHand() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        bench(fixture, 1, PoolDesk.EVERY_MODEL, Duration.ofHours(1));
        Cooldown byHand = fixture.view(1).cooldowns().get(PoolDesk.EVERY_MODEL);
        fixture.clock.advance(Duration.ofSeconds(1));

        check(fixture).failed(Failures.projectRefused(Duration.ofDays(3)));
        fixture.clock.advance(Duration.ofSeconds(1));
        check(fixture).succeeded(Usage.NONE);

        assertThat(fixture.view(1).cooldowns()).containsEntry(PoolDesk.EVERY_MODEL, byHand);
    }

    @Test
    void benchByHandTakesThePlaceOfAGuessAndOfAnEarlierOneAlsoWhenItIsShorter() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        bench(fixture, 1, FLASH, Duration.ofHours(5));
        bench(fixture, 1, FLASH, Duration.ofHours(1));

        assertThat(fixture.view(1).cooldowns().get(FLASH).until()).isEqualTo(in(fixture, Duration.ofHours(1)));
        Changes changes = fixture.drained();
        assertThat(changes.lifted()).hasSize(1);
        assertThat(changes.cooldowns()).singleElement().satisfies(row -> assertThat(row.provenance())
                .isEqualTo("MANUAL"));
    }

    @Test
    void benchByHandDoesNotShortenWhatGoogleStated() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        fixture.lend(FLASH).failed(Failures.spent(QuotaWindow.DAY));

        Cooldown inForce = bench(fixture, 1, FLASH, Duration.ofMinutes(1));

        assertThat(inForce.provenance()).isEqualTo(Provenance.STATED);
        assertThat(inForce.until()).isEqualTo(MIDNIGHT);
    }

    @Test
    void benchNeedsAModelAndATimeToCome() {
        PoolFixture fixture = PoolFixture.withKeys(1);

        assertThatThrownBy(() -> bench(fixture, 1, " ", Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bench(fixture, 1, "x".repeat(201), Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bench(fixture, 1, FLASH, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyBenchCanBeLifted() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        fixture.lend(FLASH).failed(Failures.spent(QuotaWindow.DAY));
        bench(fixture, 1, PoolDesk.EVERY_MODEL, Duration.ofHours(1));

        assertThat(fixture.pool.desk().lift(1)).isEmpty();

        assertThat(fixture.view(1).cooldowns()).isEmpty();
        assertThat(fixture.lendId(FLASH)).isEqualTo(1);
        assertThat(fixture.drained().lifted()).hasSize(2);
    }

    @Test
    void liftingOneModelLeavesTheOthers() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        bench(fixture, 1, FLASH, Duration.ofHours(1));
        bench(fixture, 1, PRO, Duration.ofHours(1));

        fixture.pool.desk().lift(1, FLASH);

        assertThat(fixture.view(1).cooldowns()).containsOnlyKeys(PRO);
    }

    @Test
    void whoRestsForLimitsIsNotLiftedButNamed() {
        PoolFixture fixture = limited(2);
        fixture.lendIds(FLASH, 2);

        List<Rest> rests = fixture.pool.desk().lift(1, FLASH);

        assertThat(rests).containsExactly(new Rest("key:1", FLASH, MIDNIGHT));
        assertThat(fixture.view(1).cooldowns()).containsKey(FLASH);
    }

    @Test
    void waiverLetsTheModelBeTriedUntilItEndsOrGoogleSaysMore() {
        PoolFixture fixture = limited(2);
        fixture.lendIds(FLASH, 2);
        hear(
                fixture,
                new StoredProject(
                        "key:1",
                        Map.of(),
                        Instant.EPOCH,
                        Map.of(FLASH, new Waiver(fixture.clock.instant(), in(fixture, Duration.ofHours(1)))),
                        ""));

        assertThat(fixture.view(1).cooldowns()).isEmpty();
        assertThat(fixture.lendIds(FLASH, 3)).containsOnly(1L);
        fixture.clock.advance(Duration.ofHours(1));
        assertThat(fixture.none(FLASH).why()).isEqualTo(NoneReady.Why.COOLING);
    }

    @Test
    void limitOfTheProjectTakesThePlaceOfTheSettings() {
        PoolFixture fixture = limited(2);

        hear(fixture, project(fixture, 3));
        assertThat(fixture.lendIds(FLASH, 3)).containsOnly(1L);
        assertThat(fixture.none(FLASH).why()).isEqualTo(NoneReady.Why.COOLING);
        assertThat(fixture.view(1).cooldowns().get(FLASH).reason()).contains("as the operator has set");

        hear(fixture, project(fixture, 5));
        assertThat(fixture.lendIds(FLASH, 2)).containsOnly(1L);

        hear(fixture, StoredProject.of("key:1"));
        assertThat(fixture.view(1).cooldowns().get(FLASH).reason()).contains("as POLLUX_QUOTA_LIMITS says");
    }

    @Test
    void lowerLimitThatGoogleStatesLaterWinsAndAnEarlierOneDoesNot() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        fixture.lend(FLASH).failed(stated(4));
        fixture.clock.advance(Duration.ofSeconds(1));
        hear(fixture, project(fixture, 9));
        assertThat(ceiling(fixture)).isEqualTo(9);

        fixture.clock.advance(Duration.ofSeconds(1));
        fixture.pool.desk().lift(1);
        fixture.lend(FLASH).failed(stated(5));
        assertThat(ceiling(fixture)).isEqualTo(5);

        fixture.clock.set(MIDNIGHT.plus(Duration.ofDays(1)));
        fixture.lend(FLASH).close();
        assertThat(ceiling(fixture)).isEqualTo(9);
    }

    @Test
    void benchByHandIsTheLastToGoWhenTooManyModelsAreBenched() {
        PoolFixture fixture = PoolFixture.withKeys(3);
        bench(fixture, 1, "held", Duration.ofHours(1));

        IntStream.range(0, Lanes.MOST + 20).forEach(number -> {
            for (int key = 0; key < 2; key++) {
                fixture.lend("model-" + number).failed(Failures.spent(QuotaWindow.DAY));
            }
        });

        assertThat(fixture.view(1).cooldowns()).containsKey("held");
    }

    @Test
    void noSequenceOfEventsEndsABenchByHandBeforeItsTime() {
        for (int seed = 0; seed < 300; seed++) {
            Random chance = new Random(seed);
            PoolFixture fixture = PoolFixture.withKeys(1);
            bench(fixture, 1, FLASH, Duration.ofMinutes(10));
            Instant end = in(fixture, Duration.ofMinutes(10));
            while (fixture.clock.instant().isBefore(end)) {
                assertThat(fixture.view(1).cooldowns().get(FLASH).until())
                        .as("seed %d", seed)
                        .isAfterOrEqualTo(end);
                something(fixture, chance);
                fixture.clock.advance(Duration.ofSeconds(1 + chance.nextInt(60)));
            }
        }
    }

    private static void something(PoolFixture fixture, Random chance) {
        Loan loan = fixture.pool.lend(1, Operation.GENERATE, FLASH).orElseThrow();
        switch (chance.nextInt(4)) {
            case 0 -> loan.succeeded(Usage.NONE);
            case 1 -> loan.failed(Failures.spent(QuotaWindow.DAY));
            case 2 -> loan.failed(Failures.spent(QuotaWindow.UNSTATED));
            default -> loan.failed(Failures.spent(QuotaWindow.MINUTE, Duration.ofSeconds(chance.nextInt(900))));
        }
    }

    private static PoolFixture limited(long perDay) {
        PoolFixture fixture = PoolFixture.withKeys(1);
        fixture.set(Settings.POLLUX_QUOTA_LIMITS, Map.of(FLASH, Map.of(Quota.REQUESTS_PER_DAY, perDay)));
        return fixture;
    }

    private static StoredProject project(PoolFixture fixture, long perDay) {
        return new StoredProject(
                "key:1",
                Map.of("gemini-*", Map.of(Quota.REQUESTS_PER_DAY, perDay)),
                fixture.clock.instant(),
                Map.of(),
                "");
    }

    private static Cooldown bench(PoolFixture fixture, long keyId, String model, Duration lasting) {
        return fixture.pool
                .desk()
                .bench(keyId, model, in(fixture, lasting), "Because")
                .orElseThrow();
    }

    private static Instant in(PoolFixture fixture, Duration time) {
        return fixture.clock.instant().plus(time);
    }

    /** What asks a key for itself, whether it cools or not. */
    private static Loan check(PoolFixture fixture) {
        return fixture.pool.lend(1, Operation.COUNT_TOKENS, FLASH).orElseThrow();
    }

    private static void hear(PoolFixture fixture, StoredProject said) {
        fixture.pool.hear(new QuotaNews(List.of(), List.of(), List.of(), List.of(said)));
    }

    private static long ceiling(PoolFixture fixture) {
        return fixture.pool.desk().quotas(1).get(FLASH).ceilings().get(Quota.REQUESTS_PER_DAY);
    }

    private static Failure stated(long perDay) {
        return new Failure.QuotaSpent(
                Report.of(429, "RESOURCE_EXHAUSTED", "Used up"),
                QuotaWindow.DAY,
                Optional.empty(),
                Map.of(Quota.REQUESTS_PER_DAY, perDay));
    }
}
