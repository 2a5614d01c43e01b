package io.pollux.keys;

import io.pollux.storage.Transaction;
import io.pollux.storage.UtcTime;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Adds up the keys' days by project. */
final class ProjectDays {
    private static final String DAYS = "SELECT project, SUM(CASE WHEN day_ends_at > ? THEN day_calls ELSE 0 END),"
            + " SUM(CASE WHEN day_limit > 0 THEN 1 ELSE 0 END), SUM(day_limit),"
            + " SUM(CASE WHEN enabled = TRUE AND refusal IS NULL AND day_limit > 0 AND day_ends_at > ?"
            + " AND day_calls >= day_limit THEN 1 ELSE 0 END) FROM t_pollux_key GROUP BY project";

    private ProjectDays() {}

    static Map<String, ProjectDay> read(Transaction transaction, Instant now) {
        Map<String, ProjectDay> days = new HashMap<>();
        try (PreparedStatement question = transaction.connection().prepareStatement(DAYS)) {
            question.setObject(1, UtcTime.column(now));
            question.setObject(2, UtcTime.column(now));
            try (ResultSet rows = question.executeQuery()) {
                while (rows.next()) {
                    days.put(
                            Optional.ofNullable(rows.getString(1)).orElse(KeyQuery.NO_PROJECT),
                            new ProjectDay(rows.getLong(2), rows.getLong(3), rows.getLong(4), rows.getLong(5)));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Adding up the keys' days failed: " + e.getMessage(), e);
        }
        return days;
    }
}
