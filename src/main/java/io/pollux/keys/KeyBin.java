package io.pollux.keys;

import io.pollux.storage.Transaction;
import io.pollux.storage.UtcTime;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Where rows of deleted keys lie, sealed as they were, until nobody may change their mind any more. */
final class KeyBin {
    private static final String COLUMNS = "id, lookup, sealed, masked, label, kind, project, note, tags, enabled,"
            + " created_at, last_used_at, uses, failures, last_failure_at, last_failure, refusal, refusal_reason,"
            + " refused_at, priority, weight, day_limit, day_calls, day_ends_at";

    private static final String THROW_IN = "INSERT INTO t_pollux_key_bin (" + COLUMNS + ", deleted_at) SELECT "
            + COLUMNS + ", ? FROM t_pollux_key WHERE id IN (%s)";

    /** Whoever has added the same key again meanwhile has its row. */
    private static final String TAKE_OUT = "INSERT IGNORE INTO t_pollux_key (" + COLUMNS
            + ", changed_at, counted_at) SELECT " + COLUMNS + ", ?, ? FROM t_pollux_key_bin WHERE id IN (%s)";

    private static final String FORGET = "DELETE FROM t_pollux_key_bin WHERE id IN (%s)";
    private static final String FORGET_KNOWN = "DELETE FROM t_pollux_key_bin WHERE lookup IN (%s)";
    private static final String NAMES = "SELECT lookup FROM t_pollux_key_bin WHERE id IN (%s)";
    private static final String IDS = "SELECT id FROM t_pollux_key_bin WHERE deleted_at = ? ORDER BY id";
    private static final String OLD = "SELECT id FROM t_pollux_key_bin WHERE deleted_at <= ? ORDER BY id";
    private static final String BATCHES = "SELECT deleted_at, COUNT(*) FROM t_pollux_key_bin"
            + " GROUP BY deleted_at ORDER BY deleted_at DESC LIMIT ?";

    private KeyBin() {}

    static void throwIn(Transaction transaction, Collection<Long> ids, Instant deletedAt) {
        run(transaction, FORGET, ids);
        run(transaction, THROW_IN, ids, UtcTime.column(deletedAt));
    }

    static void takeOut(Transaction transaction, Collection<Long> ids, Instant now) {
        run(transaction, TAKE_OUT, ids, UtcTime.column(now), UtcTime.column(now));
        run(transaction, FORGET, ids);
    }

    /** Somebody has added the keys anew. */
    static void forget(Transaction transaction, Collection<String> lookups) {
        run(transaction, FORGET_KNOWN, lookups);
    }

    /** Forgets what was deleted too long ago, and returns the rows of it. */
    static List<Long> forgetOlder(Transaction transaction, Instant moment) {
        List<Long> old = ask(transaction, OLD, List.of(UtcTime.column(moment)), rows -> rows.getLong(1));
        Chunks.of(old).forEach(chunk -> run(transaction, FORGET, chunk));
        return old;
    }

    static List<String> lookups(Transaction transaction, Collection<Long> ids) {
        return ask(transaction, filled(NAMES, ids), List.copyOf(ids), rows -> rows.getString(1));
    }

    static List<Long> ids(Transaction transaction, Instant deletedAt) {
        return ask(transaction, IDS, List.of(UtcTime.column(deletedAt)), rows -> rows.getLong(1));
    }

    static List<Discarded> batches(Transaction transaction, int atMost) {
        return ask(
                transaction,
                BATCHES,
                List.of(atMost),
                rows -> new Discarded(UtcTime.instant(rows.getObject(1, LocalDateTime.class)), rows.getLong(2)));
    }

    private static void run(Transaction transaction, String sql, Collection<?> values, Object... first) {
        if (values.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = transaction.connection().prepareStatement(filled(sql, values))) {
            int place = 1;
            for (Object value : first) {
                statement.setObject(place++, value);
            }
            for (Object value : values) {
                statement.setObject(place++, value);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static <T> List<T> ask(Transaction transaction, String sql, List<?> values, Row<T> row) {
        List<T> found = new ArrayList<>();
        try (PreparedStatement question = transaction.connection().prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                question.setObject(i + 1, values.get(i));
            }
            try (ResultSet rows = question.executeQuery()) {
                while (rows.next()) {
                    found.add(row.read(rows));
                }
            }
        } catch (SQLException e) {
            throw failed(e);
        }
        return found;
    }

    private static String filled(String sql, Collection<?> values) {
        return sql.formatted(String.join(",", Collections.nCopies(values.size(), "?")));
    }

    private static IllegalStateException failed(SQLException e) {
        return new IllegalStateException("The bin of deleted keys failed: " + e.getMessage(), e);
    }

    private interface Row<T> {
        T read(ResultSet rows) throws SQLException;
    }
}
