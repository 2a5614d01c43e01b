package io.pollux.journal;

import io.pollux.storage.UtcTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** t_pollux_journal_batch: for each writer the number of the batch that it committed last. */
final class BatchTable {
    private static final Duration KEPT = Duration.ofDays(7);
    private static final String ADVANCE =
            "UPDATE t_pollux_journal_batch SET batch = ?, written_at = ? WHERE writer = ? AND batch < ?";
    private static final String FIND = "SELECT batch FROM t_pollux_journal_batch WHERE writer = ?";
    private static final String BEGIN =
            "INSERT INTO t_pollux_journal_batch (batch, written_at, writer) VALUES (?, ?, ?)";
    private static final String FORGET = "DELETE FROM t_pollux_journal_batch WHERE written_at < ?";

    private BatchTable() {}

    /**
     * Writes down that a batch is committed with this transaction, unless it has been before. Waits for a transaction that
     * a broken connection has left behind, until its commit has taken place or not.
     *
     * @param batch greater than those before it
     * @return whether it is to be written
     */
    static boolean advance(Connection connection, String writer, long batch, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADVANCE)) {
            bind(statement, writer, batch, now).setLong(4, batch);
            if (statement.executeUpdate() > 0) {
                return true;
            }
        }
        return !isKnown(connection, writer) && begin(connection, writer, batch, now);
    }

    private static boolean isKnown(Connection connection, String writer) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setString(1, writer);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static boolean begin(Connection connection, String writer, long batch, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
            return bind(statement, writer, batch, now).executeUpdate() > 0;
        }
    }

    private static PreparedStatement bind(PreparedStatement statement, String writer, long batch, Instant now)
            throws SQLException {
        statement.setLong(1, batch);
        statement.setObject(2, UtcTime.column(now));
        statement.setString(3, writer);
        return statement;
    }

    /** Deletes the rows of writers that are silent. One that writes again begins a new row. */
    static int forget(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
            statement.setObject(1, UtcTime.column(now.minus(KEPT)));
            return statement.executeUpdate();
        }
    }
}
