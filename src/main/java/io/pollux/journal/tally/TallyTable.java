package io.pollux.journal.tally;

import io.pollux.storage.UtcTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
    private static final String GROW = "UPDATE t_pollux_tally SET "
            + Sums.COLUMNS.stream()
                    .map(column -> column + " = " + column + " + ?")
                    .collect(Collectors.joining(", "))
            + " WHERE dimension = ? AND subject = ? AND grain = ? AND starts_at = ?";
    private static final String ADD_FAILURES = "INSERT INTO t_pollux_tally_failure (" + ROW + ", failure, times)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE times = times + VALUES(times)";

    private final Crowd crowd = new Crowd();

    /** Adds calls to what is there, in one order on all nodes, so that two batches never wait for each other's rows. */
    public void add(Connection connection, Collection<Counted> calls) throws SQLException {
        SortedMap<Slot, Sums> sums = Tally.of(calls, crowd);
        addSums(connection, isH2(connection) ? grow(connection, sums) : sums);
        addFailures(connection, sums);
    }

    private static boolean isH2(Connection connection) throws SQLException {
        return "H2".equals(connection.getMetaData().getDatabaseProductName());
    }

    /**
     * What {@link #ADD} does to rows that are there, many times as fast on H2, which reads a new statement for each of them.
     * Not for the others: there two nodes that both find a row missing would lock each other out.
     *
     * @return what has no row yet
     */
    private static SortedMap<Slot, Sums> grow(Connection connection, SortedMap<Slot, Sums> sums) throws SQLException {
        SortedMap<Slot, Sums> missing = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(GROW)) {
            for (Map.Entry<Slot, Sums> row : sums.entrySet()) {
                bind(statement, row.getValue(), 1);
                bind(statement, row.getKey(), 1 + Sums.COLUMNS.size());
                if (statement.executeUpdate() == 0) {
                    missing.put(row.getKey(), row.getValue());
                }
            }
        }
        return missing;
    }

    private static void addSums(Connection connection, SortedMap<Slot, Sums> sums) throws SQLException {
        if (sums.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            for (Map.Entry<Slot, Sums> row : sums.entrySet()) {
                bind(statement, row.getValue(), bind(statement, row.getKey(), 1));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void addFailures(Connection connection, SortedMap<Slot, Sums> sums) throws SQLException {
        if (sums.values().stream().allMatch(one -> one.failuresInOrder().isEmpty())) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(ADD_FAILURES)) {
            for (Map.Entry<Slot, Sums> row : sums.entrySet()) {
                for (Map.Entry<String, Long> failure :
                        row.getValue().failuresInOrder().entrySet()) {
                    int next = bind(statement, row.getKey(), 1);
                    statement.setString(next, failure.getKey());
                    statement.setLong(next + 1, failure.getValue());
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
    }

    /** @return the place of what comes next */
    private static int bind(PreparedStatement statement, Slot slot, int first) throws SQLException {
        statement.setString(first, slot.dimension().name());
        statement.setString(first + 1, slot.subject());
        statement.setString(first + 2, slot.grain().name());
        statement.setObject(first + 3, UtcTime.column(slot.startsAt()));
        return first + 4;
    }

    private static void bind(PreparedStatement statement, Sums sums, int first) throws SQLException {
        for (int column = 0; column < Sums.COLUMNS.size(); column++) {
            statement.setLong(first + column, sums.number(column));
        }
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
