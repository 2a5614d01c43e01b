package io.pollux;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Failure.QuotaSpent;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Report;
import io.pollux.exchange.Secret;
import io.pollux.exchange.Usage;
import io.pollux.keys.KeyTraits;
import io.pollux.pool.Loan;
import io.pollux.pool.Tried;
import io.pollux.settings.Environment;
import io.pollux.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What many keys, and what is known of them, add to the time until calls are served. */
class ManyKeysIT {
    private static final System.Logger LOG = System.getLogger(ManyKeysIT.class.getName());
    private static final Duration MOST = Duration.ofSeconds(3);
    private static final int ROUNDS = 3;

    @TempDir
    private Path data;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void tenThousandKeysOfThreeThousandProjectsAddLessThanThreeSecondsToTheStart(TestDatabase database) {
        Environment few = filled(database, 10, 10);
        Environment many = filled(database, 10_000, 3_000);
        long[] fewTook = new long[ROUNDS];
        long[] manyTook = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            fewTook[round] = start(few, 10);
            manyTook[round] = start(many, 10_000);
        }
        Duration more = Duration.ofMillis(median(manyTook) - median(fewTook));
        LOG.log(
                System.Logger.Level.INFO,
                "{0}: ten keys start in {1} ms, ten thousand in {2} ms",
                database,
                Arrays.toString(fewTook),
                Arrays.toString(manyTook));
        assertThat(more).isLessThan(MOST);
    }

    /** Adds keys, gives them projects, and uses each of them for two models: half of the projects are exhausted then. */
    private Environment filled(TestDatabase database, int keys, int projects) {
        Map<String, String> given = new HashMap<>(database.fresh("many_keys_" + keys));
        given.put(
                "POLLUX_DATA_DIR",
                data.resolve(database.name().toLowerCase(Locale.ROOT) + keys).toString());
        given.put("POLLUX_MASTER_KEY", "a passphrase of enough characters");
        given.put("BASE_URL", "http://127.0.0.1:9/v1beta");
        Environment environment = Environment.of(given);
        try (Works works = Works.open(environment, TimeScale.ofProcess())) {
            List<Secret> secrets = IntStream.range(0, keys)
                    .mapToObj("AIzaSyTestKeyThatOpensNothing%010d"::formatted)
                    .map(Secret::of)
                    .toList();
            works.keys().add(secrets, KeyTraits.of(KeyKind.GEMINI));
            works.storage().write(transaction -> transaction
                    .em()
                    .createNativeQuery(
                            "update t_pollux_key set project = concat('project ', mod(id, " + projects + "))")
                    .executeUpdate());
        }
        try (Works works = Works.open(environment, TimeScale.ofProcess())) {
            for (int i = 0; i < 2 * keys; i++) {
                use(works, "gemini-2.5-" + (i % 2 == 0 ? "flash" : "pro"), i % 4 == 0);
            }
        }
        return environment;
    }

    private static void use(Works works, String model, boolean exhausted) {
        GeminiCall call =
                new GeminiCall(Operation.GENERATE, KeyKind.GEMINI, "v1beta", model, "", Map.of(), new byte[100], 0);
        if (works.pool().lend(call, new Tried()) instanceof Loan loan) {
            if (exhausted) {
                Report report = Report.of(429, "RESOURCE_EXHAUSTED", "Quota exceeded");
                loan.failed(new QuotaSpent(report, QuotaWindow.DAY, Optional.empty()));
            } else {
                loan.succeeded(new Usage(25, 0, 10, 0, 0, 35));
            }
        }
    }

    private static long start(Environment environment, int keys) {
        long begin = System.nanoTime();
        try (Works works = Works.open(environment, TimeScale.ofProcess())) {
            long took = (System.nanoTime() - begin) / 1_000_000;
            assertThat(works.pool().desk().headcount(KeyKind.GEMINI).total()).isEqualTo(keys);
            return took;
        }
    }

    private static long median(long[] times) {
        return Arrays.stream(times).sorted().skip(times.length / 2).findFirst().orElseThrow();
    }
}
