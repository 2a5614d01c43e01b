package io.pollux.pool;

import static io.pollux.pool.PoolFixture.call;
import static io.pollux.pool.PoolFixture.ofProject;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Failure;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Quota;
import io.pollux.exchange.Usage;
import io.pollux.keys.QuotaNews;
import io.pollux.keys.StoredKey;
import io.pollux.keys.StoredUse;
import io.pollux.pool.Cooldown.Provenance;
import io.pollux.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds after any sequence of events. */
class LedgerPropertiesTest {
    private static final Logger LOANS = Logger.getLogger(Loan.class.getName());
    private static final List<Failure> FAILURES = Failures.all();
    private static final Map<String, Map<Quota, Long>> LIMITS = Map.of(
            "model-0", Map.of(Quota.REQUESTS_PER_MINUTE, 4L, Quota.REQUESTS_PER_DAY, 60L),
            "model-1", Map.of(Quota.INPUT_TOKENS_PER_MINUTE, 3_000L, Quota.INPUT_TOKENS_PER_DAY, 60_000L));

    @BeforeAll
    static void silence() {
        LOANS.setLevel(Level.OFF);
    }

    @AfterAll
    static void speak() {
        LOANS.setLevel(null);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theSumOfTheLedgerIsTheSumOfTheUsageSeen(long seed) {
        Random random = new Random(seed);
        PoolFixture fixture = fixture();
        Map<StoredUse.Name, long[]> seen = new HashMap<>();
        Map<StoredUse.Name, long[]> written = new HashMap<>();
        List<Out> out = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            fixture.clock.advance(step(random));
            Lending lending = fixture.pool.lend(sized(random), new Tried());
            if (lending instanceof Loan loan) {
                out.add(new Out(loan, name(loan, fixture.clock.instant())));
            }
            while (out.size() > random.nextInt(8)) {
                settle(out.remove(random.nextInt(out.size())), random, seen);
            }
            if (random.nextInt(10) == 0) {
                carry(fixture, random, written);
            }
        }
        out.forEach(left -> settle(left, random, seen));
        carry(fixture, new Random(0), written);
        carry(fixture, Always.DELIVERED, written);
        seen.values().removeIf(sum -> sum[0] == 0 && sum[1] == 0 && sum[2] == 0);
        written.values().removeIf(sum -> sum[0] == 0 && sum[1] == 0 && sum[2] == 0);
        assertThat(written.keySet()).isEqualTo(seen.keySet());
        seen.forEach(
                (name, sum) -> assertThat(written.get(name)).as(name.toString()).isEqualTo(sum));
        assertThat(seen).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void noBenchIsInThePastNoneThatGoogleStatedIsShortenedAndNobodyIsLentWithoutRoom(long seed) {
        Random random = new Random(seed);
        PoolFixture fixture = fixture();
        List<Loan> out = new ArrayList<>();
        Map<String, Instant> stated = new HashMap<>();
        for (int i = 0; i < 8_000; i++) {
            fixture.clock.advance(Duration.ofMillis(random.nextInt(random.nextInt(60) == 0 ? 5_000_000 : 5_000)));
            Instant now = fixture.clock.instant();
            GeminiCall call = sized(random);
            Lending lending = fixture.pool.lend(call, new Tried());
            if (lending instanceof Loan loan) {
                out.add(loan);
                QuotaView quota = fixture.pool.desk().quotas(loan.key().id()).get(call.model());
                assertWithin(quota, Quota.REQUESTS_PER_MINUTE, quota.requestsInMinute());
                assertWithin(quota, Quota.REQUESTS_PER_DAY, quota.requestsToday());
            } else {
                Duration wait = ((NoneReady) lending).failure().retryAfter().orElse(Duration.ofNanos(1));
                assertThat(wait).isPositive();
            }
            if (!out.isEmpty() && random.nextInt(8) < out.size()) {
                Loan loan = out.remove(random.nextInt(out.size()));
                if (random.nextInt(4) > 0) {
                    loan.succeeded(usage(random));
                } else {
                    loan.failed(failure(random));
                }
            }
            if (random.nextInt(50) == 0) {
                fixture.pool.hear(others(random, now));
            }
            check(fixture, now, stated);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void nothingOfOneProjectLeaksIntoAnother(long seed) {
        Random random = new Random(seed);
        PoolFixture both = PoolFixture.with(ofProject(1, "a"), ofProject(2, "b"));
        PoolFixture alone = PoolFixture.with(ofProject(1, "a"));
        both.set(Settings.POLLUX_QUOTA_LIMITS, LIMITS);
        alone.set(Settings.POLLUX_QUOTA_LIMITS, LIMITS);
        for (int i = 0; i < 5_000; i++) {
            Duration step = Duration.ofMillis(random.nextInt(9_000));
            both.clock.advance(step);
            alone.clock.advance(step);
            String model = "model-" + random.nextInt(2);
            Usage usage = usage(random);
            Failure failure = failure(random);
            boolean first = random.nextBoolean();
            boolean succeeds = random.nextInt(4) > 0;
            settle(both.pool.lend(first ? 1 : 2, Operation.GENERATE, model).orElseThrow(), succeeds, usage, failure);
            if (first) {
                settle(alone.pool.lend(1, Operation.GENERATE, model).orElseThrow(), succeeds, usage, failure);
            }
            assertThat(both.pool.desk().quotas(1)).isEqualTo(alone.pool.desk().quotas(1));
            assertThat(both.view(1).cooldowns()).isEqualTo(alone.view(1).cooldowns());
        }
    }

    /** The rings' idea of who is ready is that of the accounts: nobody waits who has room, whatever the clock does. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverTheClockDoesEverybodyIsLentAgainWithinADay(long seed) {
        Random random = new Random(seed);
        PoolFixture fixture = fixture();
        for (int i = 0; i < 3_000; i++) {
            long most = random.nextInt(100) == 0 ? 200_000_000_000L : 5_000;
            fixture.clock.advance(Duration.ofMillis(random.nextLong(-most / (random.nextInt(5) + 1), most)));
            Lending lending = fixture.pool.lend(call("model-" + random.nextInt(2)), new Tried());
            if (lending instanceof Loan loan) {
                loan.succeeded(usage(random));
            } else {
                assertThat(((NoneReady) lending).failure().retryAfter().orElseThrow())
                        .isBetween(Duration.ofNanos(1), Duration.ofHours(25));
            }
        }
        fixture.clock.advance(Duration.ofHours(25));
        for (int i = 0; i < 4; i++) {
            assertThat(fixture.pool.lend(call("model-1"), new Tried())).isInstanceOf(Loan.class);
        }
    }

    private static void check(PoolFixture fixture, Instant now, Map<String, Instant> stated) {
        for (long id = 1; id <= 4; id++) {
            Map<String, Cooldown> cooldowns = fixture.view(id).cooldowns();
            for (Map.Entry<String, Cooldown> entry : cooldowns.entrySet()) {
                Cooldown cooldown = entry.getValue();
                assertThat(cooldown.until()).as("%s", cooldown).isAfter(now);
                if (cooldown.provenance() == Provenance.STATED) {
                    stated.merge(
                            scope(id) + " " + entry.getKey(),
                            cooldown.until(),
                            (one, other) -> one.isAfter(other) ? one : other);
                }
            }
            String scope = scope(id);
            stated.forEach((name, until) -> {
                if (name.startsWith(scope) && until.isAfter(now)) {
                    String model = name.substring(scope.length() + 1);
                    assertThat(cooldowns.get(model))
                            .as("stated for %s until %s", name, until)
                            .isNotNull();
                    assertThat(cooldowns.get(model).until()).isAfterOrEqualTo(until);
                }
            });
        }
    }

    private static void assertWithin(QuotaView view, Quota quota, long used) {
        assertThat(used).as("%s", quota).isLessThanOrEqualTo(view.ceilings().getOrDefault(quota, Long.MAX_VALUE));
    }

    /** Writes a batch, or fails to. */
    private static void carry(PoolFixture fixture, Random random, Map<StoredUse.Name, long[]> written) {
        for (Changes batch = fixture.pool.changes(); !batch.isEmpty(); batch = fixture.pool.changes()) {
            if (random.nextInt(3) == 0) {
                fixture.pool.undelivered(batch);
                return;
            }
            for (StoredUse use : batch.uses()) {
                add(written, use.name(), use.requests(), use.input(), use.output());
            }
            fixture.pool.delivered(batch);
        }
    }

    private static void settle(Out out, Random random, Map<StoredUse.Name, long[]> seen) {
        long estimate = out.loan.tokens();
        switch (random.nextInt(5)) {
            case 0 -> {
                Failure failure = failure(random);
                Usage usage = random.nextBoolean() ? usage(random) : Usage.NONE;
                out.loan.failed(failure, usage);
                boolean broken = failure instanceof Failure.GoogleFailed && !usage.equals(Usage.NONE);
                boolean counts = failure instanceof Failure.ClientGone || failure instanceof Failure.Overdue || broken;
                add(
                        seen,
                        out.name,
                        counts ? 1 : 0,
                        counts ? (usage.input() == 0 ? estimate : usage.input()) : 0,
                        counts ? usage.output() : 0);
            }
            case 1 -> {
                out.loan.close();
                add(seen, out.name, 1, estimate, 0);
            }
            default -> {
                Usage usage = usage(random);
                out.loan.succeeded(usage);
                add(seen, out.name, 1, usage.input() == 0 ? estimate : usage.input(), usage.output());
            }
        }
        out.loan.succeeded(usage(random));
    }

    private static void settle(Loan loan, boolean succeeds, Usage usage, Failure failure) {
        if (succeeds) {
            loan.succeeded(usage);
        } else {
            loan.failed(failure);
        }
    }

    private static void add(
            Map<StoredUse.Name, long[]> sums, StoredUse.Name name, long requests, long input, long output) {
        long[] sum = sums.computeIfAbsent(name, unknown -> new long[3]);
        sum[0] += requests;
        sum[1] += input;
        sum[2] += output;
    }

    private static PoolFixture fixture() {
        List<StoredKey> keys = List.of(ofProject(1, "a"), ofProject(2, "a"), ofProject(3, "b"), PoolFixture.key(4));
        PoolFixture fixture = PoolFixture.with(keys.toArray(StoredKey[]::new));
        fixture.set(Settings.POLLUX_QUOTA_LIMITS, LIMITS);
        return fixture;
    }

    private static String scope(long id) {
        return id <= 2 ? "project:a" : id == 3 ? "project:b" : "key:4";
    }

    private static StoredUse.Name name(Loan loan, Instant now) {
        return new StoredUse.Name(loan.key().scope(), loan.model(), QuotaDay.endOf(now));
    }

    private static QuotaNews others(Random random, Instant now) {
        StoredUse use = new StoredUse(
                scope(1 + random.nextInt(4)),
                "model-" + random.nextInt(2),
                QuotaDay.endOf(now),
                random.nextInt(50),
                random.nextInt(20_000),
                0);
        return new QuotaNews(List.of(), List.of(use), List.of(), List.of());
    }

    /** No refusals of keys: they would only make the pool smaller. */
    private static Failure failure(Random random) {
        while (true) {
            Failure failure = FAILURES.get(random.nextInt(FAILURES.size()));
            if (!(failure instanceof Failure.KeyRefused)) {
                return failure;
            }
        }
    }

    private static Usage usage(Random random) {
        int prompt = random.nextInt(6) == 0 ? 0 : random.nextInt(1_500);
        return new Usage(prompt, prompt / 2, random.nextInt(300), random.nextInt(300), 0, 0);
    }

    private static GeminiCall sized(Random random) {
        return new GeminiCall(
                Operation.GENERATE,
                KeyKind.GEMINI,
                "v1",
                "model-" + random.nextInt(3),
                "",
                Map.of(),
                new byte[random.nextInt(5_000)],
                0);
    }

    /** Mostly seconds, sometimes past a midnight, sometimes back. */
    private static Duration step(Random random) {
        return switch (random.nextInt(300)) {
            case 0 -> Duration.ofHours(random.nextInt(30));
            case 1 -> Duration.ofMinutes(-random.nextInt(600));
            default -> Duration.ofMillis(random.nextInt(4_000));
        };
    }

    private record Out(Loan loan, StoredUse.Name name) {}

    private static final class Always extends Random {
        private static final long serialVersionUID = 1;
        static final Always DELIVERED = new Always();

        @Override
        public int nextInt(int bound) {
            return 1;
        }
    }
}
