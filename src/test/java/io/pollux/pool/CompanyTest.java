package io.pollux.pool;

import static io.pollux.pool.PoolFixture.FLASH;
import static io.pollux.pool.PoolFixture.key;
import static io.pollux.pool.PoolFixture.ofProject;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.QuotaSpent;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Quota;
import io.pollux.exchange.Report;
import io.pollux.exchange.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that seem to share a project. */
class CompanyTest {
    private PoolFixture fixture = PoolFixture.withKeys(3);

    @Test
    void keysThatRanOutTogetherThreeTimesWithinADayAreSuspected() {
        Instant first = fixture.clock.instant();
        together(1, 2);
        together(1, 2);
        assertThat(suspicions()).isEmpty();
        together(2, 1);
        assertThat(suspicions()).containsExactly(new Suspicion(List.of(1L, 2L), FLASH, 3, first.plusMillis(500)));
    }

    @Test
    void keysOfOneProjectAreOneGroup() {
        for (int times = 0; times < 4; times++) {
            spend(1);
            fixture.clock.advance(Duration.ofMillis(300));
            spend(2);
            fixture.clock.advance(Duration.ofMillis(300));
            spend(3);
            fixture.clock.advance(Duration.ofMinutes(2));
        }
        assertThat(suspicions()).singleElement().satisfies(group -> {
            assertThat(group.keyIds()).containsExactly(1L, 2L, 3L);
            assertThat(group.times()).isEqualTo(4);
        });
    }

    @Test
    void threeTimesInMoreThanADayAreChance() {
        for (int times = 0; times < 5; times++) {
            together(1, 2);
            fixture.clock.advance(Duration.ofHours(13));
        }
        assertThat(suspicions()).isEmpty();
    }

    @Test
    void secondsApartIsNotTogether() {
        for (int times = 0; times < 5; times++) {
            spend(1);
            fixture.clock.advance(Duration.ofMillis(2_100));
            spend(2);
            fixture.clock.advance(Duration.ofMinutes(2));
        }
        assertThat(suspicions()).isEmpty();
    }

    @Test
    void manyRefusalsOfOneMomentCountOnce() {
        for (int times = 0; times < 10; times++) {
            spend(1);
            spend(2);
            fixture.clock.advance(Duration.ofMillis(500));
        }
        assertThat(suspicions()).isEmpty();
    }

    @Test
    void whatTheKeysOwnCallsExplainIsNoSign() {
        for (int times = 0; times < 5; times++) {
            for (int calls = 0; calls < 10; calls++) {
                fixture.pool.lend(1, Operation.GENERATE, FLASH).orElseThrow().succeeded(Usage.NONE);
                fixture.pool.lend(2, Operation.GENERATE, FLASH).orElseThrow().succeeded(Usage.NONE);
            }
            fixture.pool.lend(1, Operation.GENERATE, FLASH).orElseThrow().failed(perMinute(10));
            fixture.pool.lend(2, Operation.GENERATE, FLASH).orElseThrow().failed(perMinute(10));
            fixture.clock.advance(Duration.ofMinutes(2));
        }
        assertThat(suspicions()).isEmpty();
    }

    @Test
    void successOfTheOneWhileTheOtherIsSpentClearsBoth() {
        together(1, 2);
        together(1, 2);
        together(1, 2);
        assertThat(suspicions()).hasSize(1);
        spend(1);
        fixture.clock.advance(Duration.ofSeconds(5));
        fixture.lendKey(2, FLASH).succeeded(Usage.NONE);
        assertThat(suspicions()).isEmpty();
    }

    @Test
    void successBetweenTheTwoRefusalsIsASignToo() {
        for (int times = 0; times < 5; times++) {
            spend(1);
            fixture.clock.advance(Duration.ofMillis(100));
            fixture.lendKey(2, FLASH).succeeded(Usage.NONE);
            spend(2);
            fixture.clock.advance(Duration.ofMinutes(2));
        }
        assertThat(suspicions()).isEmpty();
    }

    @Test
    void keysOfNamedProjectsAreNotSuspected() {
        fixture = PoolFixture.with(ofProject(1, "a"), ofProject(2, "b"), key(3));
        together(1, 2);
        together(1, 2);
        together(1, 3);
        together(1, 3);
        together(1, 3);
        assertThat(suspicions()).isEmpty();
    }

    @Test
    void suggestionGoesWhenThePersonNamesAProjectOrSaysNo() {
        for (int times = 0; times < 3; times++) {
            together(1, 2);
        }
        Suspicion shared = suspicions().get(0);
        fixture.change(ofProject(1, "a"));
        assertThat(suspicions()).isEmpty();
        fixture.change(key(1));
        fixture.pool.desk().dismiss(shared);
        for (int times = 0; times < 5; times++) {
            together(1, 2);
        }
        assertThat(suspicions()).isEmpty();
    }

    @Test
    void nothingIsDecidedAlone() {
        for (int times = 0; times < 5; times++) {
            together(1, 2);
        }
        spend(1);
        assertThat(fixture.view(2).cooldowns()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void memoryStaysBoundedWhateverHappens(long seed) {
        Random random = new Random(seed);
        fixture = PoolFixture.withKeys(300);
        for (int i = 0; i < 20_000; i++) {
            long id = 1 + random.nextInt(300);
            String model = "model-" + random.nextInt(80);
            Loan loan = fixture.pool.lend(id, Operation.GENERATE, model).orElseThrow();
            if (random.nextInt(4) == 0) {
                loan.succeeded(Usage.NONE);
            } else {
                loan.failed(spent());
            }
            fixture.clock.advance(Duration.ofMillis(random.nextInt(400)));
        }
        assertThat(suspicions().stream()
                        .mapToInt(group -> group.keyIds().size())
                        .sum())
                .isLessThanOrEqualTo(2_000);
    }

    private void together(long one, long other) {
        spend(one);
        fixture.clock.advance(Duration.ofMillis(500));
        spend(other);
        fixture.clock.advance(Duration.ofMinutes(2));
    }

    private void spend(long id) {
        fixture.pool.lend(id, Operation.GENERATE, FLASH).orElseThrow().failed(spent());
    }

    private List<Suspicion> suspicions() {
        return fixture.pool.desk().suspicions();
    }

    private static Failure spent() {
        return Failures.spent(QuotaWindow.MINUTE, Duration.ofSeconds(30));
    }

    private static Failure perMinute(long most) {
        return new QuotaSpent(
                Report.of(429, "RESOURCE_EXHAUSTED", "Spent"),
                QuotaWindow.MINUTE,
                Optional.of(Duration.ofSeconds(30)),
                Map.of(Quota.REQUESTS_PER_MINUTE, most));
    }
}
