package io.pollux.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Caller;
import io.pollux.exchange.ClientCall;
import io.pollux.exchange.Ending;
import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Report;
import io.pollux.exchange.Trail;
import io.pollux.exchange.Usage;
import io.pollux.journal.Ranking.Turn;
import io.pollux.journal.Ranking.Way;
import io.pollux.journal.Stretch.Direction;
import io.pollux.settings.Settings;
import io.pollux.storage.DatabaseAddress;
import io.pollux.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** On H2; {@link LogReaderMariaDbIT} does the same on MariaDB, where times have no fractions of a second. */
@TestInstance(Lifecycle.PER_CLASS)
class LogReaderIT {
    static final Instant NOW = Instant.parse("2026-03-29T01:30:00Z");
    private static final LogQuery ALL = LogQuery.EVERYTHING;
    private static final String WHOLE_KEY = "AIzaSyFULL" + "7".repeat(29);

    Storage storage;
    LogReader reader;

    DatabaseAddress address(Path directory) {
        return DatabaseAddress.embedded(directory, "logs");
    }

    @BeforeAll
    void openDatabase(@TempDir Path directory) {
        storage = Storage.open(address(directory));
        reader = new LogReader(storage);
    }

    @AfterAll
    void closeDatabase() {
        storage.close();
    }

    @BeforeEach
    void emptyTables() {
        execute("delete from t_request_log");
        execute("delete from t_error_logs");
    }

    @Test
    void callIsOneLineWithItsAttempts() {
        Trail trail = trail("call-1", "gemini-x", "client-a", NOW);
        trail.tried(Trails.attempt(7, NOW, 429, Optional.of(quotaSpent())));
        trail.tried(Trails.attempt(8, NOW.plusSeconds(2), 200, Optional.empty()));
        trail.used(new Usage(11, 2, 22, 33, 0, 66));
        trail.waited(Duration.ofMillis(700));
        trail.ended(Ending.COMPLETE, NOW.plusSeconds(4));
        write(trail);

        CallLine call = only(reader.calls(ALL, Stretch.newest(10)));

        assertThat(call.callId()).isEqualTo("call-1");
        assertThat(call.at()).isEqualTo(NOW);
        assertThat(call.clientName()).isEqualTo("name of client-a");
        assertThat(call.model()).isEqualTo("gemini-x");
        assertThat(call.ending()).contains(Ending.COMPLETE);
        assertThat(call.status()).isEqualTo(200);
        assertThat(call.usage().total()).isEqualTo(66);
        assertThat(call.took()).isEqualTo(Duration.ofMillis(1500 + 1500 + 700));
        assertThat(call.firstByte()).isEqualTo(Duration.ofMillis(1500 + 700 + 250));
        assertThat(call.attempts()).extracting(CallAttempt::number).containsExactly(1, 2);
        assertThat(call.attempts()).extracting(CallAttempt::status).containsExactly(429, 200);
        assertThat(call.attempts()).extracting(CallAttempt::failure).containsExactly("QuotaSpent", "");
        assertThat(call.attempts())
                .extracting(CallAttempt::maskedKey)
                .containsExactly("AIzaSy...000007", "AIzaSy...000008");
    }

    @Test
    void callThatNoKeyWasTriedForIsALineToo() {
        Trail trail = trail("call-1", "gemini-x", "client-a", NOW);
        trail.failed(new Failure.BadCall(Report.of(400, "INVALID_ARGUMENT", "no such field")));
        trail.ended(Ending.FAILED, NOW);
        write(trail);

        CallLine call = only(reader.calls(ALL, Stretch.newest(10)));

        assertThat(call.attempts()).isEmpty();
        assertThat(call.status()).isEqualTo(400);
        assertThat(call.failure()).isEqualTo("BadCall");
        assertThat(call.ending()).contains(Ending.FAILED);
        assertThat(call.took()).isZero();
    }

    @Test
    void rowsOfGeminiBalanceAreReadAndTheirKeysAreMasked() {
        execute("insert into t_request_log (request_time, model_name, api_key, is_success, status_code, latency_ms)"
                + " values ('2026-03-29 01:00:00', 'gemini-old', '" + WHOLE_KEY + "', true, 200, 900)");
        execute("insert into t_error_logs (gemini_key, model_name, error_type, error_log, error_code, request_time)"
                + " values ('" + WHOLE_KEY + "', 'gemini-old', 'gemini-chat', 'bad key " + WHOLE_KEY
                + " at https://x/?key=abcdefgh', 400, '2026-03-29 01:00:00')");

        CallLine call = only(reader.calls(ALL, Stretch.newest(10)));
        ErrorLine error = only(reader.errors(ALL, Stretch.newest(10)));

        assertThat(call.ending()).contains(Ending.COMPLETE);
        assertThat(call.attempts()).extracting(CallAttempt::maskedKey).containsExactly("AIzaSy...777777");
        assertThat(error.maskedKey()).isEqualTo("AIzaSy...777777");
        assertThat(error.words()).isEqualTo("bad key *** at https://x/?key=***");
        assertThat(reader.error(error.id()).orElseThrow().words()).doesNotContain("AIza");
    }

    @Test
    void eachFilterLetsThroughWhatItNames() {
        write(
                ended(failing("a", "gemini-2.5-pro", "client-a", NOW), Ending.FAILED),
                ended(working("b", "gemini-2.5-flash", "client-b", NOW.plusSeconds(60)), Ending.COMPLETE),
                ended(working("c", "imagen_4", "client-b", NOW.plusSeconds(120)), Ending.ABANDONED));

        assertThat(ids(query("b", "", "", "", 0, ""))).containsExactly("b");
        assertThat(ids(query("", "client-b", "", "", 0, ""))).containsExactly("c", "b");
        assertThat(ids(query("", "name of client-a", "", "", 0, ""))).containsExactly("a");
        assertThat(ids(query("", "", "AIzaSy...000007", "", 0, ""))).containsExactly("a");
        assertThat(ids(query("", "", "8", "", 0, ""))).containsExactly("c", "b", "a");
        assertThat(ids(query("", "", "", "gemini-2.5-pro", 0, ""))).containsExactly("a");
        assertThat(ids(query("", "", "", "gemini-2.5*", 0, ""))).containsExactly("b", "a");
        assertThat(ids(query("", "", "", "imagen%", 0, ""))).isEmpty();
        assertThat(ids(query("", "", "", "", 503, ""))).containsExactly("a");
        assertThat(ids(query("", "", "", "", 0, "SPENT it"))).containsExactly("a");
        assertThat(ids(new LogQuery(
                        "", "", "", "", "openai", Optional.empty(), 0, "", Optional.empty(), Optional.empty())))
                .isEmpty();
        assertThat(ids(new LogQuery(
                        "",
                        "",
                        "",
                        "",
                        "gemini",
                        Optional.of(Ending.ABANDONED),
                        0,
                        "",
                        Optional.empty(),
                        Optional.empty())))
                .containsExactly("c");
        assertThat(ids(new LogQuery(
                        "", "", "7", "", "", Optional.of(Ending.FAILED), 429, "", Optional.empty(), Optional.empty())))
                .containsExactly("a");
        assertThat(ids(new LogQuery(
                        "",
                        "",
                        "",
                        "",
                        "",
                        Optional.empty(),
                        0,
                        "",
                        Optional.of(NOW.plusSeconds(60)),
                        Optional.of(NOW.plusSeconds(120)))))
                .containsExactly("b");
    }

    @Test
    void pagesMeetWithoutGapOrOverlapWhereManyRowsShareOneMoment() {
        List<Trail> trails = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            Instant at = NOW.plusSeconds(i / 6);
            Trail trail = trail("call-%02d".formatted(i), "gemini-x", "client-a", at);
            if (i % 3 == 0) {
                trail.failed(new Failure.BadCall(Report.of(400, "INVALID_ARGUMENT", "no")));
            } else {
                trail.tried(Trails.attempt(7, at, 200, Optional.empty()));
            }
            trails.add(ended(trail, i % 3 == 0 ? Ending.FAILED : Ending.COMPLETE));
        }
        write(trails.toArray(Trail[]::new));

        List<String> down = walk(Direction.OLDER);
        List<String> up = walk(Direction.NEWER);

        assertThat(down).hasSize(23).doesNotHaveDuplicates();
        Collections.reverse(up);
        assertThat(up).isEqualTo(down);
    }

    @Test
    void everyPlaceHasATextThatLeadsBackToIt() {
        write(ended(working("a", "gemini-x", "client-a", NOW), Ending.COMPLETE));
        Place place = only(reader.calls(ALL, Stretch.newest(1))).place();

        assertThat(Place.of(place.text())).contains(place);
        assertThat(Place.of("17x3")).isEmpty();
        assertThat(Place.of("")).isEmpty();
    }

    @Test
    void errorTellsWhatGoogleSaidAndWhatWasSent() {
        Trail trail =
                new Trail(call("call-1", "gemini-x", "client-a", "{\"contents\":[{\"parts\":[]}]}", NOW), "gemini");
        trail.tried(Trails.attempt(7, NOW, 429, Optional.of(quotaSpent())));
        trail.ended(Ending.FAILED, NOW);
        write(Settings.defaults().with(Settings.ERROR_LOG_RECORD_REQUEST_BODY, true), trail);

        ErrorLine error = only(reader.errors(query("", "", "7", "", 429, "spent"), Stretch.newest(10)));

        assertThat(error.words()).contains("You have spent it");
        assertThat(error.type()).isEqualTo("gemini-chat-non-stream");
        assertThat(error.failure()).isEqualTo("QuotaSpent");
        assertThat(error.attempt()).isEqualTo(1);
        assertThat(error.recorded()).isTrue();
        ErrorDetail detail = reader.error(error.id()).orElseThrow();
        assertThat(detail.request()).contains("\"contents\" : [").contains("\n");
        assertThat(reader.error(-1)).isEmpty();
    }

    @Test
    void callThatWaitedInVainSaysSo() {
        Trail trail = trail("call-1", "gemini-x", "client-a", NOW);
        trail.waited(Duration.ofMillis(3_100));
        trail.failed(quotaSpent());
        write(ended(trail, Ending.FAILED));

        CallLine call = only(reader.calls(ALL, Stretch.newest(10)));

        assertThat(call.attempts()).isEmpty();
        assertThat(call.waited()).isEqualTo(Duration.ofMillis(3_100));
        assertThat(call.took()).isEqualTo(Duration.ofMillis(3_100));
    }

    @Test
    void callsAreSortedByWhatThePageShowsOfThem() {
        various();

        for (Measure measure : Measure.values()) {
            for (LogQuery query : List.of(ALL, query("", "", "8", "", 0, ""), query("", "client-a", "", "", 0, ""))) {
                for (Way way : Way.values()) {
                    List<Ranked<CallLine>> sorted = walk(query, measure, way);
                    assertThat(sorted).hasSizeGreaterThan(3);
                    assertThat(sorted).allSatisfy(line -> assertThat(figure(line.row(), measure))
                            .as("%s of %s", measure, line.row())
                            .isEqualTo(line.rank().figure()));
                    List<Long> figures =
                            sorted.stream().map(line -> line.rank().figure()).toList();
                    assertThat(figures)
                            .isSortedAccordingTo(
                                    way == Way.LEAST_FIRST ? Comparator.naturalOrder() : Comparator.reverseOrder());
                    assertThat(sorted.stream().map(line -> line.row().place()))
                            .containsExactlyInAnyOrderElementsOf(
                                    reader.calls(query, Stretch.newest(100)).rows().stream()
                                            .map(CallLine::place)
                                            .toList());
                }
            }
        }
    }

    @Test
    void sortedPagesLeadBackAsTheyLedOn() {
        various();
        Ranking first = new Ranking(Way.MOST_FIRST, Turn.ONWARD, Optional.empty(), 4);
        RankedPage<CallLine> one = reader.calls(ALL, Measure.TOOK, first);
        RankedPage<CallLine> two = reader.calls(ALL, Measure.TOOK, behind(one, Turn.ONWARD, 3));
        RankedPage<CallLine> back = reader.calls(ALL, Measure.TOOK, behind(two, Turn.BACK, 0));

        assertThat(one.more()).isTrue();
        assertThat(one.whole()).isTrue();
        assertThat(back.rows()).isEqualTo(one.rows());
        assertThat(back.more()).isFalse();
        assertThat(Rank.of(one.rows().get(0).rank().text()))
                .contains(one.rows().get(0).rank());
        assertThat(Rank.of("12r3")).isEmpty();
    }

    @Test
    void errorsAreSortedByStatusAndThenByTime() {
        various();

        for (LogQuery query : List.of(ALL, query("", "", "", "", 429, ""), query("", "client-a", "", "", 0, ""))) {
            for (Way way : Way.values()) {
                List<ErrorLine> sorted = new ArrayList<>();
                Optional<Rank> beyond = Optional.empty();
                boolean more = true;
                while (more) {
                    RankedPage<ErrorLine> page = reader.errors(query, new Ranking(way, Turn.ONWARD, beyond, 3));
                    page.rows().forEach(line -> sorted.add(line.row()));
                    beyond = Optional.of(page.rows().get(page.rows().size() - 1).rank());
                    if (page.rows().size() == 3) {
                        assertThat(reader.errors(query, new Ranking(way, Turn.BACK, beyond, 2))
                                        .rows())
                                .isEqualTo(page.rows().subList(0, 2));
                    }
                    more = page.more();
                    assertThat(sorted).hasSizeLessThan(100);
                }
                Comparator<ErrorLine> byStatus = Comparator.comparingInt(ErrorLine::status);
                assertThat(sorted)
                        .isSortedAccordingTo((way == Way.MOST_FIRST ? byStatus.reversed() : byStatus)
                                .thenComparing(ErrorLine::place, Comparator.reverseOrder()))
                        .containsExactlyInAnyOrderElementsOf(
                                reader.errors(query, Stretch.newest(100)).rows());
            }
        }
    }

    @Test
    void keysAreCountedByTheirErrors() {
        various();

        KeyTolls tolls = reader.tolls(ALL, 10);
        assertThat(tolls.whole()).isTrue();
        assertThat(tolls.keys()).extracting(KeyToll::keyId).containsExactly(7L, 8L);
        assertThat(tolls.keys()).extracting(KeyToll::errors).containsExactly(8L, 4L);
        assertThat(tolls.keys().get(0).byStatus()).containsExactly(Map.entry(429, 8L));
        assertThat(reader.tolls(query("", "", "", "", 429, ""), 10)).isEqualTo(tolls);
        assertThat(reader.tolls(query("", "", "", "", 400, ""), 10).keys()).isEmpty();
        assertThat(reader.tolls(query("", "", "7", "", 0, ""), 10).keys()).hasSize(1);
        assertThat(reader.tolls(ALL, 1).keys()).hasSize(1);
    }

    /** Calls of one attempt and of three, that waited and that did not, refusals, and one of gemini-balance. */
    private void various() {
        List<Trail> trails = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Instant at = NOW.plusSeconds(i / 3);
            String client = "client-" + (i % 2 == 0 ? "a" : "b");
            Trail trail = i % 3 == 0
                    ? failing("call-%02d".formatted(i), "gemini-x", client, at)
                    : working("call-%02d".formatted(i), "gemini-x", client, at);
            if (i % 4 == 1) {
                trail.waited(Duration.ofMillis(100L * i));
            }
            trail.used(new Usage(i, 0, 7 * i % 5, 0, 0, i + 7 * i % 5));
            trails.add(ended(trail, i % 3 == 0 ? Ending.FAILED : Ending.COMPLETE));
        }
        for (int i = 0; i < 3; i++) {
            Trail refused = trail("refused-" + i, "gemini-x", "client-a", NOW.plusSeconds(i));
            refused.waited(Duration.ofMillis(500L * i));
            refused.failed(new Failure.BadCall(Report.of(400, "INVALID_ARGUMENT", "no")));
            trails.add(ended(refused, Ending.FAILED));
        }
        write(trails.toArray(Trail[]::new));
        execute("insert into t_request_log (request_time, model_name, api_key, key_id, is_success, status_code,"
                + " latency_ms) values ('2026-03-29 01:00:00', 'gemini-old', '" + WHOLE_KEY + "', 8, true, 200, 900)");
        execute("insert into t_error_logs (model_name, error_log, request_time)"
                + " values ('gemini-old', 'no status', '2026-03-29 01:00:00')");
    }

    private static long figure(CallLine call, Measure measure) {
        return switch (measure) {
            case TOOK -> call.took().toMillis();
            case FIRST_BYTE -> call.firstByte().toMillis();
            case TOKENS -> call.usage().total();
            case ATTEMPTS -> call.attempts().size();
        };
    }

    private List<Ranked<CallLine>> walk(LogQuery query, Measure measure, Way way) {
        List<Ranked<CallLine>> all = new ArrayList<>();
        Optional<Rank> beyond = Optional.empty();
        boolean more = true;
        while (more) {
            RankedPage<CallLine> page = reader.calls(query, measure, new Ranking(way, Turn.ONWARD, beyond, 4));
            all.addAll(page.rows());
            more = page.more();
            beyond = Optional.of(page.rows().get(page.rows().size() - 1).rank());
            assertThat(all).hasSizeLessThan(100);
        }
        return all;
    }

    private static Ranking behind(RankedPage<CallLine> page, Turn turn, int row) {
        return new Ranking(
                Way.MOST_FIRST, turn, Optional.of(page.rows().get(row).rank()), 4);
    }

    private List<String> walk(Direction direction) {
        List<String> ids = new ArrayList<>();
        Optional<Place> beyond = Optional.empty();
        boolean more = true;
        while (more) {
            LogPage<CallLine> page = reader.calls(ALL, new Stretch(beyond, direction, 4));
            page.rows().forEach(row -> ids.add(row.callId()));
            more = page.more();
            beyond = Optional.of(page.rows().get(page.rows().size() - 1).place());
            assertThat(ids).hasSizeLessThan(100);
        }
        return ids;
    }

    private List<String> ids(LogQuery query) {
        return reader.calls(query, Stretch.newest(10)).rows().stream()
                .map(CallLine::callId)
                .toList();
    }

    static LogQuery query(String id, String client, String key, String model, int status, String text) {
        return new LogQuery(
                id, client, key, model, "", Optional.empty(), status, text, Optional.empty(), Optional.empty());
    }

    private static <T> T only(LogPage<T> page) {
        assertThat(page.more()).isFalse();
        assertThat(page.rows()).hasSize(1);
        return page.rows().get(0);
    }

    private static Trail trail(String id, String model, String client, Instant at) {
        return new Trail(call(id, model, client, "", at), "gemini");
    }

    private static ClientCall call(String id, String model, String client, String body, Instant at) {
        return new ClientCall(
                id,
                Operation.GENERATE,
                KeyKind.GEMINI,
                "v1beta",
                model,
                Map.of(),
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8),
                new Caller(client, "name of " + client, false),
                at);
    }

    private static Trail working(String id, String model, String client, Instant at) {
        Trail trail = trail(id, model, client, at);
        trail.tried(Trails.attempt(8, at, 200, Optional.empty()));
        return trail;
    }

    /** With two keys, and the first one is asked again at last. */
    private static Trail failing(String id, String model, String client, Instant at) {
        Trail trail = trail(id, model, client, at);
        IntStream.of(7, 7, 8)
                .forEach(key -> trail.tried(Trails.attempt(key, at, key == 7 ? 429 : 503, Optional.of(quotaSpent()))));
        return trail;
    }

    private static Trail ended(Trail trail, Ending ending) {
        trail.ended(ending, NOW);
        return trail;
    }

    private static Failure quotaSpent() {
        Report report = new Report(
                429,
                "RESOURCE_EXHAUSTED",
                "You have spent it",
                "{\"error\":{\"message\":\"You have spent it\"}}".getBytes(StandardCharsets.UTF_8));
        return new Failure.QuotaSpent(report, QuotaWindow.MINUTE, Optional.empty());
    }

    private void write(Trail... trails) {
        write(Settings.defaults(), trails);
    }

    private void write(Settings settings, Trail... trails) {
        try (Journal journal = Journal.open(storage, () -> settings)) {
            List.of(trails).forEach(journal::record);
        }
    }

    void execute(String sql) {
        storage.write(transaction -> {
            transaction.em().createNativeQuery(sql).executeUpdate();
        });
    }
}
