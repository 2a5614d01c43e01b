package io.pollux.keys;

import io.pollux.keys.KeyEvent.Kind;
import io.pollux.storage.Transaction;
import io.pollux.storage.UtcTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What became of keys and of their projects, in the table that keeps the newest of it. */
final class KeyHistory {
    static final int KEPT = 50;
    private static final int LONGEST_REASON = 500;

    /** Only of keys for which it is news. */
    private static final String OF_ROWS =
            "INSERT INTO t_pollux_key_event (key_id, scope, happened_at, kind, reason, model)"
                    + " SELECT id, '', ?, ?, ?, '' FROM t_pollux_key WHERE %s AND id IN (%s)";

    private static final String ONE =
            "INSERT INTO t_pollux_key_event (key_id, scope, happened_at, kind, reason, model, until_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?)";

    private static final String READ = "SELECT happened_at, kind, reason, model, until_at, id FROM t_pollux_key_event"
            + " WHERE key_id = ? UNION ALL SELECT happened_at, kind, reason, model, until_at, id FROM t_pollux_key_event"
            + " WHERE scope = ? AND key_id = 0 ORDER BY 1 DESC, 6 DESC LIMIT " + KEPT;

    private static final String TOO_MANY =
            "SELECT key_id, scope FROM t_pollux_key_event GROUP BY key_id, scope" + " HAVING COUNT(*) > " + KEPT;
    private static final String OLDEST_KEPT = "SELECT id FROM t_pollux_key_event WHERE key_id = ? AND scope = ?"
            + " ORDER BY id DESC LIMIT 1 OFFSET " + KEPT;
    private static final String TRIM = "DELETE FROM t_pollux_key_event WHERE key_id = ? AND scope = ? AND id <= ?";

    private static final String FORGET_GONE = "DELETE FROM t_pollux_key_event WHERE key_id IN (%s)";

    /** What became of projects in a quarter of a year. */
    private static final Duration REMEMBERED = Duration.ofDays(90);

    private static final String FORGET_OLD = "DELETE FROM t_pollux_key_event WHERE key_id = 0 AND happened_at <= ?";

    private KeyHistory() {}

    /** A line to be written. */
    record Line(long keyId, String scope, KeyEvent event) {
        static Line of(long keyId, Instant at, Kind kind, String reason) {
            return new Line(keyId, "", new KeyEvent(at, kind, reason, "", Optional.empty()));
        }
    }

    /** What {@link Kind} is to become of those of the rows for which the condition still holds. */
    static void write(Transaction transaction, Collection<Long> ids, String condition, KeyEvent event) {
        String places = String.join(",", Collections.nCopies(ids.size(), "?"));
        try (PreparedStatement insert =
                transaction.connection().prepareStatement(OF_ROWS.formatted(condition, places))) {
            insert.setObject(1, UtcTime.column(event.at()));
            insert.setString(2, event.kind().name());
            insert.setString(3, cut(event.reason()));
            int place = 4;
            for (long id : ids) {
                insert.setLong(place++, id);
            }
            insert.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    static void write(Transaction transaction, Collection<Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = transaction.connection().prepareStatement(ONE)) {
            for (Line line : lines) {
                KeyEvent event = line.event();
                insert.setLong(1, line.keyId());
                insert.setString(2, line.scope());
                insert.setObject(3, UtcTime.column(event.at()));
                insert.setString(4, event.kind().name());
                insert.setString(5, cut(event.reason()));
                insert.setString(6, event.model());
                insert.setObject(7, event.until().map(UtcTime::column).orElse(null));
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** The newest first. */
    static List<KeyEvent> read(Transaction transaction, long keyId, String scope) {
        List<KeyEvent> events = new ArrayList<>();
        try (PreparedStatement question = transaction.connection().prepareStatement(READ)) {
            question.setLong(1, keyId);
            question.setString(2, scope);
            try (ResultSet rows = question.executeQuery()) {
                while (rows.next()) {
                    events.add(event(rows));
                }
            }
        } catch (SQLException e) {
            throw failed(e);
        }
        return events;
    }

    private static KeyEvent event(ResultSet rows) throws SQLException {
        return new KeyEvent(
                UtcTime.instant(rows.getObject(1, LocalDateTime.class)),
                Kind.valueOf(rows.getString(2)),
                rows.getString(3),
                rows.getString(4),
                Optional.ofNullable(rows.getObject(5, LocalDateTime.class)).map(UtcTime::instant));
    }

    /** Forgets what became of keys. By their numbers: a condition on them would go through, and lock, the whole table. */
    static void forget(Transaction transaction, Collection<Long> ids) {
        for (List<Long> chunk : Chunks.of(ids)) {
            String places = String.join(",", Collections.nCopies(chunk.size(), "?"));
            try (PreparedStatement gone = transaction.connection().prepareStatement(FORGET_GONE.formatted(places))) {
                for (int i = 0; i < chunk.size(); i++) {
                    gone.setLong(i + 1, chunk.get(i));
                }
                gone.executeUpdate();
            } catch (SQLException e) {
                throw failed(e);
            }
        }
    }

    /** Forgets what became of projects long ago. */
    static void forgetOld(Transaction transaction, Instant now) {
        try (PreparedStatement old = transaction.connection().prepareStatement(FORGET_OLD)) {
            old.setObject(1, UtcTime.column(now.minus(REMEMBERED)));
            old.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Forgets what is older than the newest lines of each key and project. */
    static void trim(Transaction transaction) {
        Connection connection = transaction.connection();
        try (PreparedStatement question = connection.prepareStatement(TOO_MANY);
                PreparedStatement oldest = connection.prepareStatement(OLDEST_KEPT);
                PreparedStatement trim = connection.prepareStatement(TRIM);
                ResultSet subjects = question.executeQuery()) {
            while (subjects.next()) {
                oldest.setLong(1, subjects.getLong(1));
                oldest.setString(2, subjects.getString(2));
                try (ResultSet found = oldest.executeQuery()) {
                    if (found.next()) {
                        trim.setLong(1, subjects.getLong(1));
                        trim.setString(2, subjects.getString(2));
                        trim.setLong(3, found.getLong(1));
                        trim.executeUpdate();
                    }
                }
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON);
    }

    private static IllegalStateException failed(SQLException e) {
        return new IllegalStateException("The history of keys failed: " + e.getMessage(), e);
    }
}
