package io.pollux.journal.tally;

import io.pollux.storage.Storage;
import io.pollux.storage.UtcTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what calls add up to. Every question goes to rows of one subject, or of one dimension and a few steps of time. */
public final class TallyReader {
    private static final int SECONDS = 5;
    private static final String ROWS = " WHERE dimension = ? AND subject = ? AND grain = ? AND starts_at >= ?"
            + " AND starts_at < ? ORDER BY starts_at";
    private static final String SUMS =
            "SELECT starts_at, " + String.join(", ", Sums.COLUMNS) + " FROM t_pollux_tally" + ROWS;
    private static final String FAILURES = "SELECT starts_at, failure, times FROM t_pollux_tally_failure" + ROWS;
    private static final String SUBJECTS = "SELECT subject, SUM(calls_complete + calls_failed + calls_cut"
            + " + calls_abandoned) AS calls FROM t_pollux_tally WHERE dimension = ? AND grain = ? AND starts_at >= ?"
            + " GROUP BY subject ORDER BY calls DESC, subject LIMIT ?";
    private static final String FIRST = "SELECT MIN(starts_at) FROM t_pollux_tally WHERE dimension = ? AND grain = ?";

    private final Storage storage;

    public TallyReader(Storage storage) {
        this.storage = storage;
    }

    /**
     * The steps in which anything was counted, in their order.
     *
     * @param from belongs to it, {@code until} does not
     */
    public List<TallyPoint> series(Dimension dimension, String subject, Grain grain, Instant from, Instant until) {
        Object[] bound = {dimension.name(), subject, grain.name(), UtcTime.column(from), UtcTime.column(until)};
        return read(connection -> {
            Map<Instant, Sums> found = new TreeMap<>();
            ask(connection, SUMS, bound, row -> {
                Sums sums = new Sums();
                for (int column = 0; column < Sums.COLUMNS.size(); column++) {
                    sums.add(column, row.getLong(column + 2));
                }
                found.put(time(row), sums);
            });
            ask(connection, FAILURES, bound, row -> found.computeIfAbsent(time(row), missing -> new Sums())
                    .failure(row.getString(2), row.getLong(3)));
            return found.entrySet().stream()
                    .map(entry -> new TallyPoint(entry.getKey(), entry.getValue()))
                    .toList();
        });
    }

    /** All of it in one. */
    public Sums total(Dimension dimension, String subject, Grain grain, Instant from, Instant until) {
        Sums all = new Sums();
        series(dimension, subject, grain, from, until).forEach(point -> all.add(point.sums()));
        return all;
    }

    /** Who was counted since then, those with the most calls first. Reads every step of every one of them. */
    public List<String> subjects(Dimension dimension, Grain grain, Instant since, int atMost) {
        Object[] bound = {dimension.name(), grain.name(), UtcTime.column(grain.floor(since)), atMost};
        return read(connection -> {
            List<String> found = new ArrayList<>();
            ask(connection, SUBJECTS, bound, row -> found.add(row.getString(1)));
            return found;
        });
    }

    /** Since when there are figures; empty while there are none. */
    public Optional<Instant> since() {
        return read(connection -> {
            List<Instant> found = new ArrayList<>(1);
            ask(connection, FIRST, new Object[] {Dimension.ALL.name(), Grain.HOUR.name()}, row -> {
                if (row.getObject(1) != null) {
                    found.add(time(row));
                }
            });
            return found.stream().findFirst();
        });
    }

    private static Instant time(ResultSet row) throws SQLException {
        return UtcTime.instant(row.getObject(1, LocalDateTime.class));
    }

    private static void ask(Connection connection, String sql, Object[] bound, Row each) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(SECONDS);
            for (int i = 0; i < bound.length; i++) {
                statement.setObject(i + 1, bound[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    each.take(rows);
                }
            }
        }
    }

    private <T> T read(Reading<T> reading) {
        return storage.inTransaction(transaction -> {
            try {
                return reading.from(transaction.connection());
            } catch (SQLException e) {
                throw new IllegalStateException("Reading what calls add up to failed: " + e.getMessage(), e);
            }
        });
    }

    private interface Reading<T> {
        T from(Connection connection) throws SQLException;
    }

    private interface Row {
        void take(ResultSet row) throws SQLException;
    }
}
