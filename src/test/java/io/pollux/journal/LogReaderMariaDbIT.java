package io.pollux.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.storage.DatabaseAddress;
import io.pollux.storage.UtcTime;
import io.pollux.testing.MariaDb;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogReaderMariaDbIT extends LogReaderIT {
    private static final int ROWS = 20_000;
    /** What a page of 50 lines may touch: its rows, their attempts, and a little of the neighbourhood. */
    private static final long TOUCHED = 1_000;

    @Override
    DatabaseAddress address(Path directory) {
        Map<String, String> schema = MariaDb.schema("logs");
        return DatabaseAddress.from(name -> Optional.ofNullable(schema.get(name)));
    }

    /** Not what the database plans is looked at but how many rows it has read. */
    @Test
    void aPageReadsFewRowsHoweverManyThereAre() {
        fill();
        Place middle = reader.calls(LogQuery.EVERYTHING, new Stretch(Optional.empty(), Stretch.Direction.OLDER, 5_000))
                .rows()
                .get(4_999)
                .place();

        assertThat(touched(LogQuery.EVERYTHING, Stretch.newest(50))).isLessThan(TOUCHED);
        assertThat(touched(LogQuery.EVERYTHING, beyond(middle, Stretch.Direction.OLDER)))
                .isLessThan(TOUCHED);
        assertThat(touched(LogQuery.EVERYTHING, beyond(middle, Stretch.Direction.NEWER)))
                .isLessThan(TOUCHED);
        assertThat(touched(query("call-77", "", "", "", 0, ""), Stretch.newest(50)))
                .isLessThan(TOUCHED);
        assertThat(touched(query("", "", "AIzaSy...000077", "", 0, ""), Stretch.newest(50)))
                .isLessThan(TOUCHED);
        assertThat(touched(query("", "", "77", "", 0, ""), Stretch.newest(50))).isLessThan(TOUCHED);
        assertThat(touched(query("", "", "", "", 503, ""), Stretch.newest(50))).isLessThan(TOUCHED);
    }

    private static Stretch beyond(Place place, Stretch.Direction direction) {
        return new Stretch(Optional.of(place), direction, 50);
    }

    private void fill() {
        storage.write(transaction -> {
            String insert = "INSERT INTO t_request_log (request_time, model_name, api_key, is_success, status_code,"
                    + " latency_ms, call_id, attempt, caller, caller_name, dialect, operation, key_id, egress, ending)"
                    + " VALUES (?, 'gemini-x', ?, ?, ?, 900, ?, 1, 'abcdef', 'client', 'gemini', 'STREAM', ?, 'direct',"
                    + " 'COMPLETE')";
            try (PreparedStatement statement = transaction.connection().prepareStatement(insert)) {
                for (int i = 0; i < ROWS; i++) {
                    statement.setObject(1, UtcTime.column(NOW.plusSeconds(i / 20)));
                    statement.setString(2, "AIzaSy...%06d".formatted(i % 1_000));
                    statement.setBoolean(3, i % 1_000 != 0);
                    statement.setInt(4, i % 1_000 == 0 ? 503 : 200);
                    statement.setString(5, "call-" + i);
                    statement.setLong(6, i % 1_000 + 1);
                    statement.addBatch();
                }
                statement.executeBatch();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
        MariaDb.execute("ANALYZE TABLE logs.t_request_log");
    }

    private long touched(LogQuery query, Stretch stretch) {
        return storage.inTransaction(transaction -> {
            try {
                long before = handled(transaction.connection());
                LogPage<CallLine> page = new CallSearch(query, stretch).read(transaction.connection());
                assertThat(page.rows()).isNotEmpty();
                return handled(transaction.connection()) - before;
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** Rows that this connection has read so far, by whatever way. */
    private static long handled(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW SESSION STATUS LIKE 'Handler_read%'")) {
            long all = 0;
            while (rows.next()) {
                all += rows.getLong(2);
            }
            return all;
        }
    }
}
