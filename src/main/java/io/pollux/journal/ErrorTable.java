package io.pollux.journal;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Report;
import io.pollux.exchange.Trail;
import io.pollux.journal.Sheet.Jsons;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * t_error_logs: one row for each failed attempt, and one for a refusal that no attempt explains: a malformed call, no key
 * ready, a deadline. Such a refusal has the attempt 0.
 */
final class ErrorTable {
    private static final String INSERT = "INSERT INTO t_error_logs (gemini_key, model_name, error_type, error_log,"
            + " error_code, request_msg, request_time, call_id, attempt, caller, caller_name, dialect, operation, key_id,"
            + " egress, ending, fault, failure, waited_ms)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    /** Fits a TEXT of 64 KB in any script. */
    private static final int LONGEST_LOG = 16_000;

    private ErrorTable() {}

    static void write(Connection connection, List<Entry> entries) throws SQLException {
        Jsons jsons = "H2".equals(connection.getMetaData().getDatabaseProductName()) ? Jsons.AS_BYTES : Jsons.AS_TEXT;
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            Sheet sheet = new Sheet(statement);
            for (Entry entry : entries) {
                Optional<String> request = RequestText.of(entry.request());
                for (int attempt = 0; attempt < entry.tries().size(); attempt++) {
                    row(sheet, entry, attempt, request, jsons);
                }
                if (entry.refusal().isPresent()) {
                    refusal(sheet, entry, request, jsons);
                }
            }
            statement.executeBatch();
        }
    }

    private static void row(Sheet sheet, Entry entry, int place, Optional<String> request, Jsons jsons)
            throws SQLException {
        Trail.Try attempt = entry.tries().get(place);
        if (Entry.isError(attempt.failure())) {
            write(sheet, entry, attempt, place + 1, request, jsons);
        }
    }

    private static void refusal(Sheet sheet, Entry entry, Optional<String> request, Jsons jsons) throws SQLException {
        Trail.Try none = new Trail.Try(0, "", "", entry.receivedAt(), Duration.ZERO, Duration.ZERO, 0, entry.refusal());
        write(sheet, entry, none, 0, request, jsons);
    }

    private static void write(
            Sheet sheet, Entry entry, Trail.Try attempt, int number, Optional<String> request, Jsons jsons)
            throws SQLException {
        Failure failure = attempt.failure().orElseThrow();
        Instant at = attempt.startedAt();
        sheet.text(attempt.maskedKey(), 100)
                .text(entry.model(), 100)
                .text(ErrorType.of(entry.dialect(), entry.operation()), 50)
                .text(log(failure.report()), LONGEST_LOG)
                .some(failure.report().status())
                .json(request, jsons)
                .time(at)
                .text(entry.callId(), 64)
                .number(number)
                .text(entry.caller().id(), 64)
                .text(entry.caller().name(), 200)
                .text(entry.dialect(), 20)
                .text(entry.operation().name(), 30)
                .some(attempt.keyId())
                .text(attempt.egress(), 200)
                .name(entry.ending())
                .failure(attempt.failure())
                .some(number == 0 ? entry.waited().toMillis() : 0)
                .done();
    }

    private static String log(Report report) {
        return report.body().length == 0 ? report.message() : new String(report.body(), StandardCharsets.UTF_8);
    }
}
