package io.pollux.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Ending;
import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Operation;
import io.pollux.exchange.PassedOver;
import io.pollux.exchange.PassedOver.Why;
import io.pollux.exchange.Report;
import io.pollux.exchange.Trail;
import io.pollux.exchange.Usage;
import io.pollux.settings.Settings;
import io.pollux.storage.DatabaseAddress;
import io.pollux.storage.Storage;
import io.pollux.testing.LogLines;
import io.pollux.testing.Patience;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** On H2; {@link JournalMariaDbIT} does the same on MariaDB. */
@TestInstance(Lifecycle.PER_CLASS)
class JournalIT {
    private static final Instant NOW = Instant.parse("2026-03-29T01:30:00Z");

    private Storage storage;

    DatabaseAddress address(Path directory) {
        return DatabaseAddress.embedded(directory, "journal");
    }

    @BeforeAll
    void openDatabase(@TempDir Path directory) {
        storage = Storage.open(address(directory));
    }

    @AfterAll
    void closeDatabase() {
        storage.close();
    }

    @BeforeEach
    void emptyTables() {
        storage.write(transaction -> {
            transaction.em().createNativeQuery("delete from t_request_log").executeUpdate();
            transaction.em().createNativeQuery("delete from t_error_logs").executeUpdate();
        });
    }

    @Test
    void everyAttemptBecomesARowAndTheLastOneCarriesTheCall() {
        Trail trail = Trails.of("call-1", Operation.STREAM, NOW);
        trail.tried(Trails.attempt(7, NOW, 429, Optional.of(quotaSpent())));
        trail.tried(Trails.attempt(8, NOW.plusSeconds(1), 200, Optional.empty()));
        trail.used(new Usage(11, 2, 22, 33, 0, 66));
        trail.waited(Duration.ofMillis(400));
        trail.waited(Duration.ofMillis(300));
        trail.ended(Ending.COMPLETE, NOW.plusSeconds(3));

        write(Settings.defaults(), trail);

        List<Map<String, Object>> rows = rows("t_request_log");
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0))
                .containsEntry("call_id", "call-1")
                .containsEntry("attempt", 1)
                .containsEntry("is_success", false)
                .containsEntry("status_code", 429)
                .containsEntry("api_key", "AIzaSy...000007")
                .containsEntry("key_id", 7L)
                .containsEntry("fault", "PROJECT")
                .containsEntry("failure", "QuotaSpent")
                .containsEntry("total_tokens", null)
                .containsEntry("waited_ms", null)
                .containsEntry("ending", null);
        assertThat(rows.get(1))
                .containsEntry("attempt", 2)
                .containsEntry("is_success", true)
                .containsEntry("status_code", 200)
                .containsEntry("model_name", "gemini-x")
                .containsEntry("latency_ms", 1500)
                .containsEntry("first_byte_ms", 250)
                .containsEntry("caller", "abcdef")
                .containsEntry("caller_name", "client abc")
                .containsEntry("dialect", "gemini")
                .containsEntry("operation", "STREAM")
                .containsEntry("egress", "direct")
                .containsEntry("prompt_tokens", 11)
                .containsEntry("cached_tokens", 2)
                .containsEntry("output_tokens", 22)
                .containsEntry("thought_tokens", 33)
                .containsEntry("total_tokens", 66)
                .containsEntry("waited_ms", 700)
                .containsEntry("ending", "COMPLETE")
                .containsEntry("failure", null);
    }

    @Test
    void eachAttemptTellsWhichKeysItDidNotGet() {
        Instant until = NOW.plusSeconds(60);
        PassedOver first = new PassedOver(
                List.of(
                        new PassedOver.Key("AIzaSy...000001", Why.COOLING, until, "stated by Google"),
                        new PassedOver.Key("AIzaSy...000002", Why.OFF, Instant.EPOCH, "")),
                3,
                0,
                0,
                0);
        Trail trail = Trails.of("call-1", Operation.STREAM, NOW);
        trail.chose(new PassedOver(List.of(longWinded()), 0, 0, 0, 0));
        trail.chose(first);
        trail.tried(Trails.attempt(7, NOW, 503, Optional.of(quotaSpent())));
        trail.tried(Trails.attempt(7, NOW, 503, Optional.of(quotaSpent())));
        trail.chose(new PassedOver(Collections.nCopies(8, longWinded()), 0, 2, 0, 1));
        trail.tried(Trails.attempt(8, NOW, 200, Optional.empty()));

        write(Settings.defaults(), trail);

        Journal journal = Journal.open(storage, Settings::defaults);
        List<Attempted> attempts = journal.attempts("call-1");
        journal.close();
        assertThat(attempts).extracting(Attempted::number).containsExactly(1, 2, 3);
        assertThat(attempts.get(0).passedOver())
                .isEqualTo("AIzaSy...000001 cooling until 2026-03-29T01:31:00Z, stated by Google;"
                        + " AIzaSy...000002 switched off; 3 more cooling for this model");
        assertThat(attempts.get(0).maskedKey()).isEqualTo("AIzaSy...000007");
        assertThat(attempts.get(0).status()).isEqualTo(503);
        assertThat(attempts.get(1).passedOver()).isEmpty();
        assertThat(attempts.get(2).passedOver()).hasSize(PassedOver.LONGEST).startsWith("AIzaSy...000003 set aside, ");
    }

    private static PassedOver.Key longWinded() {
        return new PassedOver.Key("AIzaSy...000003", Why.SET_ASIDE, Instant.EPOCH, "x".repeat(500));
    }

    @Test
    void timesAreUtcAlsoInTheHourThatSomeZonesLeaveOut() {
        Trail trail = Trails.of("call-1", Operation.GENERATE, NOW);
        trail.tried(Trails.attempt(7, NOW, 200, Optional.empty()));

        write(Settings.defaults(), trail);

        assertThat(storage.<Object>read(em -> em.createNativeQuery(
                                "select count(*) from t_request_log where request_time = '2026-03-29 01:30:00'")
                        .getSingleResult()))
                .isEqualTo(1L);
    }

    @Test
    void aFailedAttemptIsAnErrorWithGooglesWords() {
        Trail trail = Trails.of("call-1", Operation.GENERATE, NOW);
        trail.tried(Trails.attempt(7, NOW, 429, Optional.of(quotaSpent())));
        trail.tried(Trails.attempt(8, NOW, 200, Optional.empty()));
        trail.ended(Ending.COMPLETE, NOW);

        write(Settings.defaults(), trail);

        assertThat(rows("t_error_logs")).singleElement().satisfies(row -> assertThat(row)
                .containsEntry("gemini_key", "AIzaSy...000007")
                .containsEntry("error_type", "gemini-chat-non-stream")
                .containsEntry("error_log", "{\"error\":{\"code\":429}}")
                .containsEntry("error_code", 429)
                .containsEntry("request_msg", null)
                .containsEntry("attempt", 1)
                .containsEntry("call_id", "call-1"));
    }

    @Test
    void aCallRefusedBeforeAnyAttemptIsOneErrorAndNoAttempt() {
        Trail trail = Trails.of("call-1", Operation.GENERATE, NOW);
        trail.failed(new Failure.BadCall(Report.of(400, "INVALID_ARGUMENT", "contents: must not be empty")));
        trail.ended(Ending.FAILED, NOW);

        write(Settings.defaults(), trail);

        assertThat(rows("t_request_log")).isEmpty();
        assertThat(rows("t_error_logs")).singleElement().satisfies(row -> assertThat(row)
                .containsEntry("gemini_key", null)
                .containsEntry("error_log", "contents: must not be empty")
                .containsEntry("error_code", 400)
                .containsEntry("fault", "CLIENT")
                .containsEntry("attempt", 0)
                .containsEntry("ending", "FAILED"));
    }

    @Test
    void aFailureThatAnAttemptTellsIsNotToldTwice() {
        Failure failure = quotaSpent();
        Trail trail = Trails.of("call-1", Operation.GENERATE, NOW);
        trail.tried(Trails.attempt(7, NOW, 429, Optional.of(failure)));
        trail.failed(failure);
        trail.ended(Ending.FAILED, NOW);

        write(Settings.defaults(), trail);

        assertThat(rows("t_error_logs")).hasSize(1);
    }

    @Test
    void aCallThatFindsNoKeyAfterAnAttemptTellsBoth() {
        Trail trail = Trails.of("call-1", Operation.GENERATE, NOW);
        trail.tried(Trails.attempt(7, NOW, 429, Optional.of(quotaSpent())));
        trail.failed(new Failure.NoKeyReady(Report.of(429, "RESOURCE_EXHAUSTED", "none"), Optional.empty()));
        trail.ended(Ending.FAILED, NOW);

        write(Settings.defaults(), trail);

        assertThat(rows("t_error_logs"))
                .extracting(row -> row.get("failure"))
                .containsExactly("QuotaSpent", "NoKeyReady");
    }

    @Test
    void aClientThatLeavesIsNobodysError() {
        Failure gone = new Failure.ClientGone();
        Trail trail = Trails.of("call-1", Operation.STREAM, NOW);
        trail.tried(Trails.attempt(7, NOW, 200, Optional.of(gone)));
        trail.failed(gone);
        trail.ended(Ending.ABANDONED, NOW);

        write(Settings.defaults(), trail);

        assertThat(rows("t_error_logs")).isEmpty();
        assertThat(rows("t_request_log")).singleElement().satisfies(row -> assertThat(row)
                .containsEntry("ending", "ABANDONED"));
    }

    @Test
    void theRequestIsRecordedAsJsonOnlyWhenItIsWanted() {
        write(recording(), refused("call-1", "{\"contents\": [\"ä\"]}"));
        write(Settings.defaults(), refused("call-2", "{\"contents\":[]}"));

        assertThat(rows("t_error_logs").get(0).get("request_msg").toString().replace(" ", ""))
                .isEqualTo("{\"contents\":[\"ä\"]}");
        assertThat(rows("t_error_logs").get(1)).containsEntry("request_msg", null);
    }

    @Test
    void aRequestThatIsNoJsonOrTooLongDoesNotSpoilTheRow() {
        write(
                recording(),
                refused("call-1", "{\"contents\": [} "),
                refused("call-2", "[\"" + "x".repeat(300_000) + "\"]"),
                refused("call-3", "{} {}"));

        assertThat(rows("t_error_logs")).hasSize(3).allSatisfy(row -> assertThat(
                        row.get("request_msg").toString())
                .matches("(?s)\\{.*\"(malformed|truncated)\".*}")
                .hasSizeLessThan(5_000));
    }

    @Test
    void aTextThatIsTooLongForItsColumnIsCut() {
        Trail trail = new Trail(Trails.call("c".repeat(100), Operation.GENERATE, "m".repeat(500), NOW), "gemini");
        Report report = new Report(500, "INTERNAL", "x", "€".repeat(40_000).getBytes(StandardCharsets.UTF_8));
        trail.tried(Trails.attempt(7, NOW, 500, Optional.of(new Failure.GoogleFailed(report))));

        Journal journal = write(Settings.defaults(), trail);

        assertThat(rows("t_error_logs")).hasSize(1);
        assertThat(rows("t_request_log").get(0)).containsEntry("model_name", "m".repeat(100));
        assertThat(journal.dropped()).isZero();
    }

    @Test
    void attemptsCanBeLeftOutAndErrorsStay() {
        Trail trail = Trails.of("call-1", Operation.GENERATE, NOW);
        trail.tried(Trails.attempt(7, NOW, 429, Optional.of(quotaSpent())));

        write(Settings.defaults().with(Settings.POLLUX_REQUEST_LOG, false), trail);

        assertThat(rows("t_request_log")).isEmpty();
        assertThat(rows("t_error_logs")).hasSize(1);
    }

    @Test
    void rowsAreVisibleSoonWithoutAClose() throws InterruptedException {
        try (Journal journal = Journal.open(storage, Settings::defaults)) {
            journal.record(refused("call-1", "{}"));

            Instant deadline = Instant.now().plusSeconds(20);
            while (rows("t_error_logs").isEmpty() && Instant.now().isBefore(deadline)) {
                LockSupport.parkNanos(20_000_000);
            }
            assertThat(rows("t_error_logs")).hasSize(1);
            assertThat(journal.waiting()).isZero();
        }
    }

    @Test
    void thousandsOfCallsAreAllWrittenAtTheClose() {
        Journal journal = Journal.open(storage, Settings::defaults);
        for (int i = 0; i < 3_000; i++) {
            Trail trail = Trails.of("call-" + i, Operation.GENERATE, NOW);
            trail.tried(Trails.attempt(i + 1L, NOW, 200, Optional.empty()));
            journal.record(trail);
        }
        journal.close();

        assertThat(count("t_request_log")).isEqualTo(3_000);
        assertThat(journal.dropped()).isZero();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("pollux-journal");
    }

    @Test
    void aCallThatTheDatabaseRefusesTakesNoOtherWithIt() {
        Journal journal = Journal.open(storage, Settings::defaults);
        Trail wrong = new Trail(Trails.call("call-2", Operation.GENERATE, "gemini-x", Instant.MAX), "gemini");
        wrong.failed(new Failure.OwnFault(Report.of(500, "INTERNAL", "x")));
        journal.record(refused("call-1", "{}"));
        journal.record(wrong);
        journal.record(refused("call-3", "{}"));
        journal.close();

        assertThat(rows("t_error_logs")).extracting(row -> row.get("call_id")).containsExactly("call-1", "call-3");
        assertThat(journal.dropped()).isOne();
    }

    @Test
    void aCallThatIsThereAlreadyIsNotDoubledAndTakesNoOtherWithIt() {
        write(Settings.defaults(), refused("call-1", "{}"), twice("call-2"));

        Journal journal =
                write(Settings.defaults(), refused("call-1", "{}"), twice("call-2"), twice("call-3"), twice("call-3"));

        assertThat(rows("t_request_log"))
                .extracting(row -> row.get("call_id") + " " + row.get("attempt"))
                .containsExactly("call-2 1", "call-2 2", "call-3 1", "call-3 2");
        assertThat(rows("t_error_logs"))
                .extracting(row -> row.get("call_id") + " " + row.get("attempt"))
                .containsExactly("call-1 0", "call-2 1", "call-3 1");
        assertThat(journal.dropped()).isZero();
    }

    private static Trail twice(String id) {
        Trail trail = Trails.of(id, Operation.GENERATE, NOW);
        trail.tried(Trails.attempt(7, NOW, 429, Optional.of(quotaSpent())));
        trail.tried(Trails.attempt(8, NOW, 200, Optional.empty()));
        return trail;
    }

    @Test
    void aCallAfterTheCloseIsCountedAsDropped() {
        Journal journal = Journal.open(storage, Settings::defaults);
        journal.close();
        journal.record(refused("call-1", "{}"));

        assertThat(journal.dropped()).isOne();
        assertThat(journal.hasDroppedWithin(Duration.ofDays(1))).isTrue();
        assertThat(journal.hasDroppedWithin(Duration.ZERO)).isFalse();
    }

    @Test
    void anErrorCostsABatchAndNotAllThatCome() {
        AtomicBoolean exhausted = new AtomicBoolean(true);
        Journal journal = Journal.open(storage, () -> {
            if (Thread.currentThread().getName().equals("pollux-journal") && exhausted.getAndSet(false)) {
                throw new OutOfMemoryError("as if");
            }
            return Settings.defaults();
        });
        try (LogLines log = LogLines.of(Journal.class)) {
            journal.record(refused("call-1", "{}"));
            Patience.awaitThat(() -> journal.dropped() == 1);
            assertThat(log.errors()).hasSize(1);
        }
        journal.record(refused("call-2", "{}"));
        Patience.awaitThat(() -> count("t_error_logs") == 1);
        journal.close();

        assertThat(journal.dropped()).isOne();
    }

    @Test
    void oldRowsAreForgottenAsTheSettingsSay() {
        Instant now = Instant.parse("2026-11-21T00:00:00Z");
        insertOldErrors(1_201, now.minus(Duration.ofDays(8)));
        insertOldErrors(3, now.minus(Duration.ofDays(6)));
        Trail old = Trails.of("old", Operation.GENERATE, now.minus(Duration.ofDays(40)));
        old.tried(Trails.attempt(7, now.minus(Duration.ofDays(40)), 200, Optional.empty()));
        write(Settings.defaults(), old);

        assertThat(forget(Settings.defaults(), now)).isEqualTo(1_201);
        assertThat(count("t_error_logs")).isEqualTo(3);
        assertThat(count("t_request_log")).isOne();

        assertThat(forget(Settings.defaults().with(Settings.AUTO_DELETE_REQUEST_LOGS_ENABLED, true), now))
                .isOne();
        assertThat(forget(
                        Settings.defaults().with(Settings.AUTO_DELETE_ERROR_LOGS_ENABLED, false),
                        now.plusSeconds(999_999)))
                .isZero();
        assertThat(count("t_request_log")).isZero();
    }

    private long forget(Settings settings, Instant now) {
        try (Journal journal = Journal.open(storage, () -> settings)) {
            return journal.forget(now, () -> true);
        }
    }

    private Journal write(Settings settings, Trail... trails) {
        Journal journal = Journal.open(storage, () -> settings);
        for (Trail trail : trails) {
            journal.record(trail);
        }
        journal.close();
        return journal;
    }

    private static Settings recording() {
        return Settings.defaults().with(Settings.ERROR_LOG_RECORD_REQUEST_BODY, true);
    }

    private static Trail refused(String id, String body) {
        Trail trail = new Trail(Trails.call(id, body.getBytes(StandardCharsets.UTF_8), NOW), "gemini");
        trail.failed(new Failure.BadCall(Report.of(400, "INVALID_ARGUMENT", "no")));
        trail.ended(Ending.FAILED, NOW);
        return trail;
    }

    private static Failure quotaSpent() {
        byte[] body = "{\"error\":{\"code\":429}}".getBytes(StandardCharsets.UTF_8);
        return new Failure.QuotaSpent(
                new Report(429, "RESOURCE_EXHAUSTED", "You have spent it", body), QuotaWindow.MINUTE, Optional.empty());
    }

    private void insertOldErrors(int number, Instant at) {
        storage.write(transaction -> {
            try (var statement = transaction
                    .connection()
                    .prepareStatement("INSERT INTO t_error_logs (error_log, request_time) VALUES ('old', ?)")) {
                for (int i = 0; i < number; i++) {
                    statement.setObject(1, LocalDateTime.ofInstant(at, ZoneOffset.UTC));
                    statement.addBatch();
                }
                statement.executeBatch();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
    }

    private int count(String table) {
        return rows(table).size();
    }

    private List<Map<String, Object>> rows(String table) {
        return storage.inTransaction(transaction -> {
            try (var statement = transaction.connection().createStatement();
                    ResultSet result = statement.executeQuery("SELECT * FROM " + table + " ORDER BY id")) {
                List<Map<String, Object>> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(row(result));
                }
                return rows;
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static Map<String, Object> row(ResultSet result) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String name = columns.getColumnLabel(i).toLowerCase(Locale.ROOT);
            boolean text = List.of("request_msg", "error_log").contains(name);
            row.put(name, text ? result.getString(i) : result.getObject(i));
        }
        return row;
    }
}
