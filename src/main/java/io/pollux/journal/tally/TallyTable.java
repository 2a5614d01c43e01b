package io.pollux.journal.tally;

import io.pollux.storage.UtcTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * t_pollux_tally and t_pollux_tally_failure: rows that grow by what is added to them, whichever node adds it. For the
 * journal's writer alone: what it counts is committed with the calls or not at all.
 */
public final class TallyTable {
    private static final String ROW = "dimension, subject, grain, starts_at";
    private static final String ADD = "INSERT INTO t_pollux_tally (" + ROW + ", " + String.join(", ", Sums.COLUMNS)
            + ") VALUES (?, ?, ?, ?" + ", ?".repeat(Sums.COLUMNS.size()) + ") ON DUPLICATE KEY UPDATE "
            + Sums.COLUMNS.stream()
                    .map(column -> column + " = " + column + " + VALUES(" + column + ")")
                    .collect(Collectors.joining(", "));
    private static final String ADD_FAILURES = "INSERT INTO t_pollux_tally_failure (" + ROW + ", failure, times)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE times = times + VALUES(times)";

    private final Crowd crowd = new Crowd();

    /** Adds calls to what is there, in one order on all nodes, so that two batches never wait for each other's rows. */
    public void add(Connection connection, Collection<Counted> calls) throws SQLException {
        SortedMap<Slot, Sums> sums = Tally.of(calls, crowd);
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            for (Map.Entry<Slot, Sums> row : sums.entrySet()) {
                int next = bind(statement, row.getKey());
                for (int column = 0; column < Sums.COLUMNS.size(); column++) {
                    statement.setLong(next++, row.getValue().number(column));
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
        addFailures(connection, sums);
    }

    private static void addFailures(Connection connection, SortedMap<Slot, Sums> sums) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD_FAILURES)) {
            boolean any = false;
            for (Map.Entry<Slot, Sums> row : sums.entrySet()) {
                for (Map.Entry<String, Long> failure :
                        row.getValue().failuresInOrder().entrySet()) {
                    int next = bind(statement, row.getKey());
                    statement.setString(next, failure.getKey());
                    statement.setLong(next + 1, failure.getValue());
                    statement.addBatch();
                    any = true;
                }
            }
            if (any) {
                statement.executeBatch();
            }
        }
    }

    private static int bind(PreparedStatement statement, Slot slot) throws SQLException {
        statement.setString(1, slot.dimension().name());
        statement.setString(2, slot.subject());
        statement.setString(3, slot.grain().name());
        statement.setObject(4, UtcTime.column(slot.startsAt()));
        return 5;
    }

    /**
     * Deletes some of what has been kept for long enough.
     *
     * @return how many rows; 0 when nothing is left to delete
     */
    public static int forgetSome(Connection connection, Instant now) throws SQLException {
        int gone = 0;
        for (Dimension dimension : Dimension.values()) {
            for (Grain grain : dimension.grains()) {
                Instant before = grain.floor(now.minus(grain.kept(dimension)));
                gone += forget(connection, "t_pollux_tally", dimension, grain, before);
                gone += forget(connection, "t_pollux_tally_failure", dimension, grain, before);
            }
        }
        return gone;
    }

    private static int forget(Connection connection, String table, Dimension dimension, Grain grain, Instant before)
            throws SQLException {
        String delete = "DELETE FROM " + table + " WHERE dimension = ? AND grain = ? AND starts_at < ? LIMIT 500";
        try (PreparedStatement statement = connection.prepareStatement(delete)) {
            statement.setString(1, dimension.name());
            statement.setString(2, grain.name());
            statement.setObject(3, UtcTime.column(before));
            return statement.executeUpdate();
        }
    }
}
