package io.pollux.journal;

import io.pollux.exchange.PassedOver;
import io.pollux.exchange.Trail;
import io.pollux.exchange.Usage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** t_request_log: one row for each attempt. What is known of the whole call stands in the row of its last attempt. */
final class RequestTable {
    private static final String INSERT = "INSERT INTO t_request_log (request_time, model_name, api_key, is_success,"
            + " status_code, latency_ms, call_id, attempt, caller, caller_name, dialect, operation, key_id, egress,"
            + " first_byte_ms, prompt_tokens, cached_tokens, output_tokens, thought_tokens, total_tokens, ending, fault,"
            + " failure, passed_over, waited_ms)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String BY_CALL = "SELECT attempt, api_key, status_code, passed_over FROM t_request_log"
            + " WHERE call_id = ? ORDER BY attempt";

    private RequestTable() {}

    static List<Attempted> read(Connection connection, String callId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BY_CALL)) {
            statement.setString(1, callId);
            List<Attempted> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String passedOver = rows.getString(4);
                    found.add(new Attempted(
                            rows.getInt(1), rows.getString(2), rows.getInt(3), passedOver == null ? "" : passedOver));
                }
            }
            return found;
        }
    }

    static void write(Connection connection, List<Entry> entries) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            Sheet sheet = new Sheet(statement);
            for (Entry entry : entries) {
                for (int attempt = 0; attempt < entry.tries().size(); attempt++) {
                    row(sheet, entry, attempt);
                }
            }
            statement.executeBatch();
        }
    }

    private static void row(Sheet sheet, Entry entry, int place) throws SQLException {
        Trail.Try attempt = entry.tries().get(place);
        boolean last = place == entry.tries().size() - 1;
        Usage usage = last ? entry.usage() : Usage.NONE;
        sheet.time(attempt.startedAt())
                .text(entry.model(), 100)
                .text(attempt.maskedKey(), 100)
                .yes(attempt.failure().isEmpty())
                .some(attempt.status())
                .millis(attempt.took())
                .text(entry.callId(), 64)
                .number(place + 1)
                .text(entry.caller().id(), 64)
                .text(entry.caller().name(), 200)
                .text(entry.dialect(), 20)
                .text(entry.operation().name(), 30)
                .some(attempt.keyId())
                .text(attempt.egress(), 200)
                .some(attempt.firstByte().toMillis())
                .some(usage.prompt())
                .some(usage.cached())
                .some(usage.candidates())
                .some(usage.thoughts())
                .some(usage.total())
                .name(last ? entry.ending() : Optional.empty())
                .failure(attempt.failure())
                .text(entry.passedOver().get(place).text(), PassedOver.LONGEST)
                .some(last ? entry.waited().toMillis() : 0)
                .done();
    }
}
