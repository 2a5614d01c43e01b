package io.pollux.pool;

import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Quota;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What each strategy costs with 10,000 keys in 3,000 projects, 1,000 of them of a second rank and 500 paid, whose limits are
 * known: the median ({@code p0.50}) of a lend and its return, and bytes. Arguments are JMH's own:
 *
 * <pre>{@code
 * mvn -q test-compile exec:exec -Dexec.executable=java -Dexec.classpathScope=test \
 *     -Dexec.args="-cp %classpath io.pollux.pool.StrategyBenchmark"
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class StrategyBenchmark {
    private static final String MODEL = "gemini-2.5-flash";
    private static final int KEYS = 10_000;
    private static final int PROJECTS = 3_000;

    @Param({"round-robin", "least-used", "most-quota", "sticky", "weighted"})
    private String strategy;

    private KeyPool pool;
    private GeminiCall[] calls;
    private int next;

    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(arguments))
                        .include(StrategyBenchmark.class.getSimpleName())
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
    }

    @Setup
    public void fill() {
        Map<Quota, Long> high = Map.of(
                Quota.REQUESTS_PER_MINUTE, 1L << 40,
                Quota.INPUT_TOKENS_PER_MINUTE, 1L << 40,
                Quota.REQUESTS_PER_DAY, 1L << 40);
        Settings settings = Settings.defaults()
                .with(Settings.POLLUX_KEY_STRATEGY, strategy)
                .with(Settings.POLLUX_QUOTA_LIMITS, Map.of(MODEL, high));
        pool = new KeyPool(() -> settings, Clock.systemUTC());
        pool.restore(
                LongStream.rangeClosed(1, KEYS).mapToObj(StrategyBenchmark::key).toList(), List.of());
        GeminiCall call = PoolFixture.call(MODEL);
        calls = LongStream.rangeClosed(1, 50_000)
                .mapToObj(number -> call.inConversation(Scatter.mixed(number) >>> 32))
                .toArray(GeminiCall[]::new);
        for (int i = 0; i < 3 * KEYS; i++) {
            lendAndReturn();
        }
    }

    @Benchmark
    public StoredKey lendAndReturn() {
        next = (next + 1) % calls.length;
        Loan loan = (Loan) pool.lend(calls[next], new Tried());
        loan.succeeded(Usage.NONE);
        return loan.key();
    }

    private static StoredKey key(long id) {
        Secret secret = Secret.of("AIzaSyBenchmarkKey" + id);
        return new StoredKey(
                id,
                "",
                secret,
                secret.masked(),
                id % 20 == 0 ? KeyKind.PAID : KeyKind.GEMINI,
                Optional.of("project " + Scatter.mixed(id) % PROJECTS),
                true,
                Optional.empty(),
                0,
                new Rank(id % 10 == 1 ? 1 : 0, (int) (id % 7) + 1),
                DayLimit.NONE);
    }
}
