package io.pollux.pool;

import static io.pollux.pool.Failures.refused;
import static io.pollux.pool.Failures.spent;
import static io.pollux.pool.PoolFixture.FLASH;
import static io.pollux.pool.PoolFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Failure.Refusal;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Usage;
import io.pollux.settings.Settings;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pool costs, and that it comes out right from many threads. */
class PoolBoundsTest {
    private static final int MOST_BYTES_PER_LEND = 200;
    /** Held, so that its level is not forgotten: here keys are refused by the thousand. */
    private static final Logger LOANS = Logger.getLogger(Loan.class.getName());

    @BeforeAll
    static void silence() {
        LOANS.setLevel(Level.OFF);
    }

    @AfterAll
    static void speak() {
        LOANS.setLevel(null);
    }

    @ParameterizedTest(name = "{0} keys")
    @ValueSource(ints = {10, 10_000})
    void aLendAllocatesAtMost200Bytes(int keys) {
        assertThat(bytesPerLend(PoolFixture.withKeys(keys))).isBetween(1L, (long) MOST_BYTES_PER_LEND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"least-used", "most-quota", "sticky", "weighted"})
    void noStrategyAllocatesMore(String strategy) {
        PoolFixture fixture = coolingButOne(2_000);
        fixture.change(PoolFixture.key(2_001), PoolFixture.key(2_002));
        fixture.set(Settings.POLLUX_KEY_STRATEGY, strategy);
        assertThat(bytesPerLend(fixture)).isBetween(1L, (long) MOST_BYTES_PER_LEND);
    }

    @Test
    void aLendAllocatesAtMost200BytesAlsoWhenAllKeysButOneAreCooling() {
        assertThat(bytesPerLend(coolingButOne(10_000))).isBetween(1L, (long) MOST_BYTES_PER_LEND);
    }

    @Test
    void theOneReadyKeyAmongTenThousandIsFound() {
        PoolFixture fixture = coolingButOne(10_000);
        assertThat(fixture.lendIds(FLASH, 3)).containsOnly(10_000L);
        assertThat(fixture.lendIds("another-model", 3)).doesNotHaveDuplicates();
    }

    /** Each lend wakes a few, so that no single call pays for midnight. */
    @Test
    void tenThousandKeysThatComeBackAtMidnightAreAllLentAgainWithoutAnybodySweeping() {
        PoolFixture fixture = coolingButOne(10_000);
        fixture.lend(FLASH).failed(spent(QuotaWindow.DAY));
        fixture.none(FLASH);
        fixture.clock.advance(Duration.ofDays(1));
        assertThat(new HashSet<>(fixture.lendIds(FLASH, 10_400))).hasSize(10_000);
    }

    @Test
    void namesOfModelsThatNeverFailedLeaveNothingBehind() {
        PoolFixture fixture = PoolFixture.withKeys(2);
        for (int i = 0; i < 10_000; i++) {
            fixture.succeed("invented-" + i);
            fixture.lend("broken-" + i).failed(Failures.blameless().get(i % 8));
        }
        assertThat(fixture.pool.lanes()).isZero();
    }

    @Test
    void aModelIsForgottenWhenNobodyIsBenchedThereAnyMore() {
        PoolFixture fixture = PoolFixture.withKeys(3);
        fixture.lend(FLASH).failed(spent(QuotaWindow.MINUTE, Duration.ofSeconds(9)));
        fixture.lend("guessed").failed(spent(QuotaWindow.UNSTATED));
        assertThat(fixture.pool.lanes()).isEqualTo(2);
        fixture.clock.advance(Duration.ofSeconds(10));
        fixture.pool.changes();
        assertThat(fixture.pool.lanes()).isEqualTo(1);
        fixture.clock.advance(Duration.ofMinutes(10));
        fixture.pool.changes();
        assertThat(fixture.pool.lanes()).isZero();
    }

    @Test
    void aFloodOfFailingModelNamesIsBoundedAndSparesTheModelThatManyKeysCoolFor() {
        PoolFixture fixture = PoolFixture.withKeys(3);
        for (int i = 0; i < 2; i++) {
            fixture.lend(FLASH).failed(spent(QuotaWindow.DAY));
        }
        for (int i = 0; i < 5_000; i++) {
            fixture.lend("flood-" + i).failed(spent(QuotaWindow.DAY));
        }
        assertThat(fixture.pool.lanes()).isEqualTo(Lanes.MOST);
        assertThat(fixture.lendIds(FLASH, 3)).containsOnly(3L);
        assertThat(fixture.lendIds("flood-0", 3)).containsExactlyInAnyOrder(1L, 2L, 3L);
    }

    @Test
    void aNameThatNoModelCanHaveIsNotKept() {
        PoolFixture fixture = PoolFixture.withKeys(1);
        fixture.lend("x".repeat(100_000)).failed(spent(QuotaWindow.DAY));
        fixture.lend("*").failed(spent(QuotaWindow.DAY));
        assertThat(fixture.pool.lanes()).isZero();
        assertThat(fixture.lendId(FLASH)).isEqualTo(1);
    }

    @Test
    void manyThreadsLoseNoUseAndAreNeverLentABenchedKey() throws Exception {
        PoolFixture fixture = PoolFixture.withKeys(50);
        int threads = 4;
        int rounds = 20_000;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Future<Integer>> lent = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int seed = thread;
            lent.add(executor.submit(() -> borrow(fixture, new Random(seed), rounds)));
        }
        Map<Long, Long> uses = new HashMap<>();
        int total = 0;
        for (Future<Integer> future : lent) {
            total += future.get(60, TimeUnit.SECONDS);
        }
        executor.shutdown();
        fixture.drained().notes().forEach(note -> uses.merge(note.keyId(), note.uses(), Long::sum));
        assertThat(uses.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(total);
        assertThat(total).isGreaterThan(threads * rounds / 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noSequenceOfEventsLendsAKeyThatIsBenchedOrSetAside(long seed) {
        PoolFixture fixture = PoolFixture.withKeys(7);
        Random random = new Random(seed);
        List<Failure> failures = Failures.all();
        List<Loan> out = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            fixture.clock.advance(Duration.ofMillis(random.nextInt(4_000)));
            String model = "model-" + random.nextInt(4);
            Lending lending = fixture.pool.lend(call(model), new Tried());
            if (lending instanceof Loan loan) {
                KeyView view = fixture.view(loan.key().id());
                // Whoever finds out whether a guess is over keeps the others away meanwhile
                assertThat(loan.onTrial()
                                || view.standing() == Standing.READY
                                        && !view.cooldowns().containsKey(model))
                        .as("%s, and yet lent for %s", view, model)
                        .isTrue();
                out.add(loan);
            } else {
                for (long id = 1; id <= 7; id++) {
                    KeyView view = fixture.view(id);
                    assertThat(view.standing() != Standing.READY
                                    || view.cooldowns().containsKey(model))
                            .as("%s, and yet not lent for %s", view, model)
                            .isTrue();
                }
            }
            if (out.size() > random.nextInt(6)) {
                Loan loan = out.remove(random.nextInt(out.size()));
                if (random.nextInt(3) > 0) {
                    loan.succeeded(Usage.NONE);
                } else {
                    loan.failed(failures.get(random.nextInt(failures.size())));
                }
            }
            if (random.nextInt(20) == 0) {
                // The operator lifts whatever there is about one key.
                fixture.drained();
                fixture.change(PoolFixture.key(1 + random.nextInt(7)));
            }
        }
    }

    private static int borrow(PoolFixture fixture, Random random, int rounds) {
        int lent = 0;
        for (int i = 0; i < rounds; i++) {
            Lending lending = fixture.pool.lend(call("model-" + random.nextInt(3)), new Tried());
            if (!(lending instanceof Loan loan)) {
                fixture.clock.advance(Duration.ofSeconds(5));
                continue;
            }
            lent++;
            switch (random.nextInt(50)) {
                case 0 -> loan.failed(spent(QuotaWindow.MINUTE, Duration.ofSeconds(3)));
                case 1 -> loan.failed(spent(QuotaWindow.UNSTATED));
                case 2 -> loan.failed(refused(Refusal.UNAUTHENTICATED));
                case 3 -> loan.close();
                default -> loan.succeeded(Usage.NONE);
            }
            if (random.nextInt(1_000) == 0) {
                Changes changes = fixture.pool.changes();
                fixture.pool.undelivered(changes);
            }
            if (random.nextInt(500) == 0) {
                fixture.change(PoolFixture.key(1 + random.nextInt(50)));
            }
        }
        return lent;
    }

    private static PoolFixture coolingButOne(int keys) {
        PoolFixture fixture = PoolFixture.withKeys(keys);
        for (int i = 1; i < keys; i++) {
            fixture.lend(FLASH).failed(spent(QuotaWindow.DAY));
        }
        fixture.drained();
        return fixture;
    }

    private static long bytesPerLend(PoolFixture fixture) {
        GeminiCall call = call(FLASH);
        lendAndReturn(fixture, call, 50_000);
        int rounds = 20_000;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        lendAndReturn(fixture, call, rounds);
        return (threads.getThreadAllocatedBytes(thread) - before) / rounds;
    }

    private static void lendAndReturn(PoolFixture fixture, GeminiCall call, int rounds) {
        for (int i = 0; i < rounds; i++) {
            ((Loan) fixture.pool.lend(call, new Tried())).succeeded(Usage.NONE);
        }
    }
}
