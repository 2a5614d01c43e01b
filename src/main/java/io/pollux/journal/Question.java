package io.pollux.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks the database, for a few seconds at most. */
final class Question {
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private Question() {}

    static <T> List<T> ask(Connection connection, String sql, Where where, Reading<T> reading) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout((int) PATIENCE.toSeconds());
            where.bind(statement);
            List<T> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reading.of(new Cells(rows)));
                }
            }
            return found;
        }
    }

    /** How a row becomes what it stands for. */
    interface Reading<T> {
        T of(Cells cells) throws SQLException;
    }
}
