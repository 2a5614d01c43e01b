package io.pollux.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Ending;
import io.pollux.journal.Erasure.State;
import io.pollux.storage.Storage;
import io.pollux.storage.UtcTime;
import io.pollux.testing.ManualClock;
import io.pollux.testing.TestDatabase;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class EraserIT {
    private static final Instant NOW = Instant.parse("2026-11-21T14:00:00Z");
    private static final int CALLS = 1_000;

    private final ManualClock clock = ManualClock.at("2026-11-21T14:00:00Z");
    private Storage storage;
    private LogReader reader;
    private Eraser eraser;

    @Parameter
    private TestDatabase database;

    @BeforeEach
    void open() {
        storage = database.open("eraser");
        reader = new LogReader(storage);
        eraser = new Eraser(storage, clock);
    }

    @AfterEach
    void close() {
        eraser.close();
        storage.close();
    }

    @Test
    void whatAFilterFindsIsDeletedWithItsAttemptsAndErrors() throws Exception {
        fill(CALLS);
        Erasure erasure = eraser.calls(query("model-1", Optional.empty()));

        assertThat(erasure.await(Duration.ofSeconds(60))).isTrue();
        assertThat(erasure.state()).isEqualTo(State.DONE);
        assertThat(erasure.percent()).isEqualTo(100);
        assertThat(erasure.deleted()).isEqualTo(CALLS / 4);
        assertThat(calls()).hasSize(CALLS - CALLS / 4).noneMatch(call -> call.model()
                .equals("model-1"));
        assertThat(rows("t_request_log")).as("two attempts each").isEqualTo(2L * (CALLS - CALLS / 4));
        assertThat(rows("t_error_logs")).isEqualTo(CALLS - CALLS / 4 + 1);
    }

    @Test
    void everythingIsDeletedButForWhatComesInAfterwards() throws Exception {
        fill(CALLS);
        insertRequest("late", 1, NOW.plusSeconds(1), Ending.COMPLETE);
        Erasure erasure = eraser.calls(LogQuery.EVERYTHING);

        assertThat(erasure.await(Duration.ofSeconds(60))).isTrue();
        assertThat(erasure.deleted()).isEqualTo(CALLS);
        assertThat(calls()).extracting(CallLine::callId).containsExactly("late");
        assertThat(rows("t_error_logs")).as("that gemini-balance wrote").isEqualTo(1);
    }

    @Test
    void errorsGoWithoutTheirCalls() throws Exception {
        fill(CALLS);
        Erasure erasure = eraser.errors(LogQuery.EVERYTHING);

        assertThat(erasure.await(Duration.ofSeconds(60))).isTrue();
        assertThat(erasure.deleted()).isEqualTo(CALLS + 1);
        assertThat(rows("t_error_logs")).isZero();
        assertThat(calls()).hasSize(CALLS);
    }

    @Test
    void chosenRowsAreDeletedAndNoOthers() throws Exception {
        fill(10);
        List<CallLine> before = calls();
        List<Place> chosen = List.of(before.get(2).place(), before.get(7).place());
        Erasure calls = eraser.calls(chosen);
        assertThat(calls.await(Duration.ofSeconds(60))).isTrue();
        assertThat(calls.deleted()).isEqualTo(2);
        assertThat(calls()).hasSize(8).noneMatch(call -> chosen.contains(call.place()));

        List<ErrorLine> errors =
                reader.errors(LogQuery.EVERYTHING, Stretch.newest(100)).rows();
        Erasure some = eraser.errors(List.of(errors.get(0).id(), 999_999L));
        assertThat(some.await(Duration.ofSeconds(60))).isTrue();
        assertThat(some.deleted()).as("one that there was").isEqualTo(1);
        assertThat(eraser.latest()).contains(some);
    }

    @Test
    void deletionThatIsCancelledLeavesTheRest() throws Exception {
        fill(CALLS);
        Erasure erasure = eraser.calls(LogQuery.EVERYTHING);
        while (erasure.deleted() == 0 && erasure.state() == State.RUNNING) {
            Thread.onSpinWait();
        }
        erasure.cancel();

        assertThat(erasure.await(Duration.ofSeconds(60))).isTrue();
        assertThat(erasure.state()).isEqualTo(State.CANCELLED);
        assertThat(erasure.deleted()).isBetween(1L, CALLS - 1L);
        assertThat((long) calls().size()).isEqualTo(CALLS - erasure.deleted());
    }

    private List<CallLine> calls() {
        return reader.calls(LogQuery.EVERYTHING, Stretch.newest(2 * CALLS)).rows();
    }

    private static LogQuery query(String model, Optional<Instant> until) {
        return new LogQuery("", "", "", model, "", Optional.empty(), 0, "", Optional.empty(), until);
    }

    /** Each of two attempts, the first of which failed, over a month; and an error of gemini-balance. */
    private void fill(int calls) {
        for (int i = 0; i < calls; i++) {
            Instant at = NOW.minus(Duration.ofMinutes(40L * (i + 1)));
            insertRequest("call-" + i, 1, at, null);
            insertRequest("call-" + i, 2, at.plusSeconds(1), Ending.COMPLETE);
            insertError("call-" + i, at);
        }
        insertError(null, NOW.minus(Duration.ofDays(90)));
    }

    private void insertRequest(String call, int attempt, Instant at, Ending ending) {
        String model = call.startsWith("call-") ? "model-" + Integer.parseInt(call.substring(5)) % 4 : "model-late";
        execute(
                "insert into t_request_log (request_time, model_name, api_key, is_success, status_code, latency_ms,"
                        + " call_id, attempt, ending) values (?, ?, 'AIzaSy...000007', ?, 200, 900, ?, ?, ?)",
                UtcTime.column(at),
                model,
                ending != null,
                call,
                attempt,
                ending == null ? null : ending.name());
    }

    private void insertError(String call, Instant at) {
        execute(
                "insert into t_error_logs (request_time, gemini_key, error_log, error_code, call_id, attempt)"
                        + " values (?, 'AIzaSy...000007', 'Enough', 429, ?, ?)",
                UtcTime.column(at),
                call,
                call == null ? null : 1);
    }

    private long rows(String table) {
        return storage.read(em ->
                ((Number) em.createNativeQuery("select count(*) from " + table).getSingleResult()).longValue());
    }

    private void execute(String sql, Object... values) {
        storage.write(transaction -> {
            try (PreparedStatement statement = transaction.connection().prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                statement.executeUpdate();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
    }
}
