package io.pollux.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.fill.Amount;
import io.pollux.fill.Filling;
import io.pollux.storage.Storage;
import io.pollux.testing.MariaDb;
import io.pollux.testing.Plans;
import io.pollux.testing.Pollux;
import io.pollux.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No statement that any page or chart sends goes through all rows of the log, or of what calls add up to. */
class PagePlansIT {
    private static Storage storage;
    private static Plans plans;
    private static Pollux pollux;
    private static Rounds rounds;

    @BeforeAll
    static void open() throws Exception {
        Map<String, String> environment = new HashMap<>(MariaDb.schema("pageplans"));
        environment.put(
                "POLLUX_DATA_DIR",
                Path.of("target", "pageplans").toAbsolutePath().toString());
        new Filling(environment, new Amount(500, 100, 20_000, Duration.ofDays(30), Instant.now()), told -> {}).run();
        storage = Storage.open(TestDatabase.address(environment));
        plans = new Plans(storage);
        plans.analyse();
        environment.put("API_KEYS", "[]");
        pollux = Pollux.start("pageplans", environment);
        rounds = Rounds.of(pollux.base());
    }

    @AfterAll
    static void close() {
        if (pollux != null) {
            pollux.close();
        }
        storage.close();
    }

    @Test
    void noPageGoesThroughAllRows() throws Exception {
        List<String> bad = plans.fullScans(() -> {
            for (String page : Rounds.PAGES) {
                rounds.look(page);
            }
            rounds.look(rounds.details());
        });
        assertThat(bad).isEmpty();
    }

    @Test
    void noChartGoesThroughAllRows() throws Exception {
        List<String> bad = plans.fullScans(() -> {
            for (String chart : Rounds.charts()) {
                rounds.look(chart);
            }
        });
        assertThat(bad).isEmpty();
    }
}
