package io.pollux.pool;

import io.pollux.exchange.Failure.QuotaSpent;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Quota;
import io.pollux.exchange.Report;
import io.pollux.exchange.Secret;
import io.pollux.exchange.Usage;
import io.pollux.keys.DayLimit;
import io.pollux.keys.Rank;
import io.pollux.keys.StoredKey;
import io.pollux.settings.Settings;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What a lend and its return cost: time, and bytes ({@code gc.alloc.rate.norm}). One command:
 *
 * <pre>{@code
 * mvn -q test-compile exec:exec -Dexec.executable=java -Dexec.classpathScope=test \
 *     -Dexec.args="-cp %classpath io.pollux.pool.LendBenchmark"
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class LendBenchmark {
    private static final String MODEL = "gemini-2.5-flash";

    @Param({"10", "10000"})
    private int keys;

    /** How many of them are cooling for the model that is asked for, or have reached their daily limit. */
    @Param({"none", "all but one", "all but one at their limit"})
    private String cooling;

    /** What is known of the models' limits: with some, the ledger compares; all are too high to be reached. */
    @Param({"none", "known"})
    private String limits;

    private KeyPool pool;
    private GeminiCall call;

    public static void main(String[] arguments) throws RunnerException {
        Options options = new OptionsBuilder()
                .include(LendBenchmark.class.getSimpleName())
                .addProfiler(GCProfiler.class)
                .build();
        new Runner(options).run();
    }

    @Setup
    public void fill() {
        Settings settings = limits.equals("none") ? Settings.defaults() : limited();
        pool = new KeyPool(() -> settings, Clock.systemUTC());
        pool.restore(LongStream.rangeClosed(1, keys).mapToObj(this::key).toList(), List.of());
        call = new GeminiCall(Operation.GENERATE, KeyKind.GEMINI, "v1beta", MODEL, "", Map.of(), new byte[0], 0);
        int spent = cooling.equals("all but one") ? keys - 1 : 0;
        Report report = Report.of(429, "RESOURCE_EXHAUSTED", "Quota exceeded");
        for (int i = 0; i < spent; i++) {
            loan().failed(new QuotaSpent(report, QuotaWindow.NONE_GRANTED, Optional.empty()));
        }
        for (int i = 0; i < keys && atLimit(); i++) {
            lendAndReturn();
        }
    }

    /** One thread has the pool to itself. */
    @Benchmark
    @Threads(1)
    public StoredKey alone() {
        return lendAndReturn();
    }

    /** Four event loops want keys and do nothing else: far more crowded than calls ever make it. */
    @Benchmark
    @Threads(4)
    public StoredKey crowded() {
        return lendAndReturn();
    }

    private StoredKey lendAndReturn() {
        Loan loan = loan();
        loan.succeeded(Usage.NONE);
        return loan.key();
    }

    private Loan loan() {
        return (Loan) pool.lend(call, new Tried());
    }

    private static Settings limited() {
        Map<Quota, Long> high = Map.of(
                Quota.REQUESTS_PER_MINUTE, 1L << 40,
                Quota.INPUT_TOKENS_PER_MINUTE, 1L << 40,
                Quota.REQUESTS_PER_DAY, 1L << 40);
        return Settings.defaults().with(Settings.POLLUX_QUOTA_LIMITS, Map.of(MODEL, high));
    }

    private boolean atLimit() {
        return cooling.endsWith("limit");
    }

    private StoredKey key(long id) {
        Secret secret = Secret.of("AIzaSyBenchmarkKey" + id);
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
                atLimit() ? new DayLimit(id == 1 ? DayLimit.MOST : 1) : DayLimit.NONE);
    }
}
