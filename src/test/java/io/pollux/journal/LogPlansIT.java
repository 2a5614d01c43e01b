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
import io.pollux.testing.Plans;
import io.pollux.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
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

    private static final Map<Grain, Duration> MOST_STEPS = Map.of(
            Grain.TEN_SECONDS, Duration.ofMinutes(5),
            Grain.MINUTE, Duration.ofDays(1),
            Grain.HOUR, Duration.ofDays(7),
            Grain.DAY, Duration.ofDays(30));

    private static Storage storage;
    private static LogReader reader;
    private static Plans plans;

    @BeforeAll
    static void fill() {
        Map<String, String> environment = new HashMap<>(MariaDb.schema("plans"));
        environment.put(
                "POLLUX_DATA_DIR", Path.of("target", "plans").toAbsolutePath().toString());
        new Filling(environment, new Amount(500, 100, CALLS, Duration.ofDays(30), END), told -> {}).run();
        storage = Storage.open(TestDatabase.address(environment));
        plans = new Plans(storage);
        plans.analyse();
        reader = new LogReader(storage);
    }

    @AfterAll
    static void close() {
        storage.close();
    }

    @Test
    void noPageOfTheLogGoesThroughAllRows() throws Exception {
        List<String> bad = new ArrayList<>();
        for (LogQuery query : queries()) {
            for (Optional<Instant> from : List.of(Optional.<Instant>empty(), Optional.of(END.minusSeconds(86_400)))) {
                LogQuery narrowed = from.map(first -> query.between(first, END)).orElse(query);
                for (Stretch stretch : stretches()) {
                    bad.addAll(plans.fullScans(() -> {
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
    void noSortedPageGoesThroughAllRows() throws Exception {
        List<String> bad = new ArrayList<>();
        for (LogQuery query : queries()) {
            for (Optional<Instant> from : List.of(Optional.<Instant>empty(), Optional.of(END.minusSeconds(86_400)))) {
                LogQuery narrowed = from.map(first -> query.between(first, END)).orElse(query);
                bad.addAll(plans.fullScans(() -> {
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
    void noDetailOfARowGoesThroughAllRows() throws Exception {
        CallLine call =
                reader.calls(LogQuery.EVERYTHING, Stretch.newest(1)).rows().get(0);
        long error = reader.errors(LogQuery.EVERYTHING, Stretch.newest(1))
                .rows()
                .get(0)
                .id();
        assertThat(plans.fullScans(() -> {
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
    void noDeletionGoesThroughAllRows() throws Exception {
        Settings settings = Settings.defaults()
                .with(Settings.AUTO_DELETE_REQUEST_LOGS_ENABLED, true)
                .with(Settings.AUTO_DELETE_ERROR_LOGS_DAYS, Duration.ofDays(28))
                .with(Settings.AUTO_DELETE_REQUEST_LOGS_DAYS, Duration.ofDays(28));
        assertThat(plans.fullScans(() -> assertThat(new Retention(storage).forget(settings, END, () -> true))
                        .isPositive()))
                .isEmpty();
        assertThat(plans.fullScans(() -> assertThat(
                                new Retention(storage).forgetTallies(END.plus(Duration.ofMinutes(10)), () -> true))
                        .isPositive()))
                .isEmpty();
        assertThat(plans.fullScans(() -> {
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
    void noFigureOfTheDashboardGoesThroughAllRows() throws Exception {
        TallyReader tallies = new TallyReader(storage);
        assertThat(tallies.since()).contains(Grain.HOUR.floor(END.minus(Duration.ofDays(30))));
        assertThat(plans.fullScans(() -> {
                    tallies.since();
                    for (Dimension dimension : Dimension.values()) {
                        for (Grain grain : dimension.grains()) {
                            Instant from = END.minus(MOST_STEPS.get(grain));
                            assertThat(tallies.series(dimension, busiest(tallies, dimension), grain, from, END))
                                    .isNotEmpty();
                        }
                    }
                }))
                .isEmpty();
    }

    /** Asked for as the page does: keys and projects of late only, for they are many. */
    private static String busiest(TallyReader tallies, Dimension dimension) {
        List<String> busiest = dimension.many()
                ? tallies.subjects(dimension, Grain.HOUR, END.minus(Duration.ofHours(2)), 20)
                : tallies.subjects(dimension, Grain.DAY, END.minus(Duration.ofDays(30)), 20);
        assertThat(busiest).isNotEmpty();
        return busiest.get(0);
    }

    @Test
    void scanOfAllRowsIsFound() throws Exception {
        assertThat(plans.fullScans(() -> storage.read(em -> em.createNativeQuery(
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
}
