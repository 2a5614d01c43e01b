package io.pollux.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Ending;
import io.pollux.fill.Amount;
import io.pollux.fill.Filling;
import io.pollux.journal.Stretch.Direction;
import io.pollux.journal.tally.Dimension;
import io.pollux.journal.tally.Grain;
import io.pollux.journal.tally.TallyReader;
import io.pollux.settings.Settings;
import io.pollux.storage.Storage;
import io.pollux.testing.ManualClock;
import io.pollux.testing.MariaDb;
import io.pollux.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What MariaDB plans for each question and each deletion of the log, in a table of some size: it finds its rows by an index
 * and never goes through all of them. The statements are those that the server has heard, not copies of them.
 */
class LogPlansIT {
    private static final Instant END = Instant.parse("2026-11-21T14:00:00Z");
    private static final int CALLS = 40_000;

    private static Map<String, String> environment;
    private static Storage storage;
    private static LogReader reader;

    @BeforeAll
    static void fill() {
        environment = new HashMap<>(MariaDb.schema("plans"));
        environment.put(
                "POLLUX_DATA_DIR", Path.of("target", "plans").toAbsolutePath().toString());
        new Filling(environment, new Amount(500, 100, CALLS, Duration.ofDays(30), END), told -> {}).run();
        MariaDb.execute("ANALYZE TABLE plans.t_request_log, plans.t_error_logs", "SET GLOBAL log_output = 'TABLE'");
        storage = Storage.open(TestDatabase.address(environment));
        reader = new LogReader(storage);
    }

    @AfterAll
    static void close() {
        MariaDb.execute("SET GLOBAL general_log = OFF");
        storage.close();
    }

    @Test
    void noPageOfTheLogGoesThroughAllRows() {
        List<String> bad = new ArrayList<>();
        for (LogQuery query : queries()) {
            for (Optional<Instant> from : List.of(Optional.<Instant>empty(), Optional.of(END.minusSeconds(86_400)))) {
                LogQuery narrowed = from.map(first -> query.between(first, END)).orElse(query);
                for (Stretch stretch : stretches()) {
                    bad.addAll(fullScans(() -> {
                        reader.calls(narrowed, stretch);
                        reader.errors(narrowed, stretch);
                    }));
                }
            }
        }
        assertThat(bad).isEmpty();
    }

    /** However the rows are sorted: the figures of many calls are compared, but no more than the newest. */
    @Test
    void noSortedPageGoesThroughAllRows() {
        List<String> bad = new ArrayList<>();
        for (LogQuery query : queries()) {
            for (Optional<Instant> from : List.of(Optional.<Instant>empty(), Optional.of(END.minusSeconds(86_400)))) {
                LogQuery narrowed = from.map(first -> query.between(first, END)).orElse(query);
                bad.addAll(fullScans(() -> {
                    for (Ranking.Way way : Ranking.Way.values()) {
                        Ranking ranking = new Ranking(way, Ranking.Turn.ONWARD, Optional.empty(), 50);
                        for (Measure measure : Measure.values()) {
                            reader.calls(narrowed, measure, ranking);
                        }
                        reader.errors(narrowed, ranking);
                    }
                    reader.tolls(narrowed, 50);
                }));
            }
        }
        assertThat(bad).isEmpty();
    }

    @Test
    void noDetailOfARowGoesThroughAllRows() {
        CallLine call =
                reader.calls(LogQuery.EVERYTHING, Stretch.newest(1)).rows().get(0);
        long error = reader.errors(LogQuery.EVERYTHING, Stretch.newest(1))
                .rows()
                .get(0)
                .id();
        assertThat(fullScans(() -> {
                    reader.error(error);
                    storage.write(transaction -> {
                        try {
                            RequestTable.read(transaction.connection(), call.callId());
                        } catch (SQLException e) {
                            throw new AssertionError(e);
                        }
                    });
                }))
                .isEmpty();
    }

    @Test
    void noDeletionGoesThroughAllRows() {
        Settings settings = Settings.defaults()
                .with(Settings.AUTO_DELETE_REQUEST_LOGS_ENABLED, true)
                .with(Settings.AUTO_DELETE_ERROR_LOGS_DAYS, Duration.ofDays(28))
                .with(Settings.AUTO_DELETE_REQUEST_LOGS_DAYS, Duration.ofDays(28));
        assertThat(fullScans(() -> assertThat(new Retention(storage).forget(settings, END, () -> true))
                        .isPositive()))
                .isEmpty();
        assertThat(fullScans(() -> {
                    try (Eraser eraser = new Eraser(storage, ManualClock.at(END.toString()))) {
                        LogQuery old = LogQuery.EVERYTHING.between(Instant.EPOCH, END.minus(Duration.ofDays(27)));
                        assertThat(eraser.calls(old).await(Duration.ofSeconds(60)))
                                .isTrue();
                        Erasure errors = eraser.errors(old);
                        assertThat(errors.await(Duration.ofSeconds(60))).isTrue();
                        List<Place> chosen = reader.calls(LogQuery.EVERYTHING, Stretch.newest(50)).rows().stream()
                                .map(CallLine::place)
                                .toList();
                        Erasure calls = eraser.calls(chosen);
                        assertThat(calls.await(Duration.ofSeconds(60))).isTrue();
                        assertThat(calls.deleted()).isEqualTo(50);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }))
                .isEmpty();
    }

    @Test
    void noFigureOfTheDashboardGoesThroughAllRows() {
        TallyReader tallies = new TallyReader(storage);
        assertThat(fullScans(() -> {
                    tallies.since();
                    for (Dimension dimension : Dimension.values()) {
                        String subject = dimension == Dimension.ALL ? Dimension.EVERYTHING : "team-1";
                        for (Grain grain : dimension.grains()) {
                            tallies.series(dimension, subject, grain, END.minus(Duration.ofDays(1)), END);
                            tallies.subjects(dimension, grain, END.minus(Duration.ofDays(1)), 20);
                        }
                    }
                }))
                .isEmpty();
    }

    @Test
    void scanOfAllRowsIsFound() {
        assertThat(fullScans(() -> storage.read(em -> em.createNativeQuery(
                                "SELECT COUNT(*) FROM t_request_log WHERE latency_ms > 5 AND model_name LIKE '%x'")
                        .getResultList())))
                .hasSize(1);
    }

    private static List<LogQuery> queries() {
        String key = reader.calls(LogQuery.EVERYTHING, Stretch.newest(1))
                .rows()
                .get(0)
                .attempts()
                .get(0)
                .maskedKey();
        return List.of(
                LogQuery.EVERYTHING,
                query("nosuchcall", "", "", "", "", Optional.empty(), 0, ""),
                query("", "team-3", "", "", "", Optional.empty(), 0, ""),
                query("", "", key, "", "", Optional.empty(), 0, ""),
                query("", "", "17", "", "", Optional.empty(), 0, ""),
                query("", "", "17", "", "", Optional.of(Ending.FAILED), 429, ""),
                query("", "", "", "gemini-2.5*", "", Optional.empty(), 0, ""),
                query("", "", "", "gemini-2.0-flash", "openai", Optional.empty(), 0, ""),
                query("", "", "", "", "", Optional.of(Ending.COMPLETE), 0, ""),
                query("", "", "", "", "", Optional.of(Ending.FAILED), 0, ""),
                query("", "", "", "", "", Optional.of(Ending.CUT), 0, ""),
                query("", "", "", "", "", Optional.empty(), 503, ""),
                query("", "", "", "", "", Optional.empty(), 0, "exceeded your current"));
    }

    private static LogQuery query(
            String callId,
            String client,
            String key,
            String model,
            String dialect,
            Optional<Ending> outcome,
            int status,
            String text) {
        return new LogQuery(
                callId, client, key, model, dialect, outcome, status, text, Optional.empty(), Optional.empty());
    }

    /** The first page from either end, and one in the middle both ways. */
    private static List<Stretch> stretches() {
        Place middle = new Place(END.minus(Duration.ofDays(11)), Place.Origin.REQUEST, CALLS / 2);
        return List.of(
                Stretch.newest(50),
                new Stretch(Optional.empty(), Direction.NEWER, 50),
                new Stretch(Optional.of(middle), Direction.OLDER, 50),
                new Stretch(Optional.of(middle), Direction.NEWER, 50));
    }

    /** Statements that the work sends and for which a table is gone through from end to end. */
    private static List<String> fullScans(Runnable work) {
        MariaDb.execute(
                "SET GLOBAL general_log = OFF", "TRUNCATE TABLE mysql.general_log", "SET GLOBAL general_log = ON");
        work.run();
        MariaDb.execute("SET GLOBAL general_log = OFF");
        return storage.inTransaction(transaction -> {
            try {
                List<String> heard = heard(transaction.connection());
                assertThat(heard).isNotEmpty();
                List<String> bad = new ArrayList<>();
                for (String sql : heard) {
                    if (scansAll(transaction.connection(), sql)) {
                        bad.add(sql);
                    }
                }
                return bad;
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static List<String> heard(Connection connection) throws SQLException {
        List<String> heard = new ArrayList<>();
        try (PreparedStatement question = connection.prepareStatement(
                        "SELECT DISTINCT CONVERT(argument USING utf8mb4) FROM mysql.general_log"
                                + " WHERE command_type IN ('Query', 'Execute')");
                ResultSet rows = question.executeQuery()) {
            while (rows.next()) {
                String sql = rows.getString(1);
                if (sql.matches(
                        "(?is)(SET STATEMENT .* FOR )?\\s*(SELECT|DELETE|UPDATE)\\b.*t_(request|error|pollux_tally).*")) {
                    heard.add(sql.replaceFirst("(?is)^SET STATEMENT .*? FOR ", ""));
                }
            }
        }
        return heard;
    }

    private static boolean scansAll(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery("EXPLAIN " + sql)) {
            boolean all = false;
            while (plan.next()) {
                all |= "ALL".equals(plan.getString("type"));
            }
            return all;
        }
    }
}
