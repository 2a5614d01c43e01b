package io.pollux.keys;

import io.pollux.keys.KeyNote.LastFailure;
import io.pollux.storage.Transaction;
import io.pollux.storage.UtcTime;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Writes down what the pool noted about keys. */
final class KeyNotes {
    private static final int LONGEST_TEXT = 500;

    /** changed_at comes first: MySQL reads the columns of an UPDATE as they are after the assignments to the left. */
    private static final String UPDATE = """
            UPDATE t_pollux_key SET
            changed_at = CASE WHEN COALESCE(refusal, '') = ? THEN changed_at ELSE ? END,
            refusal = ?, refusal_reason = ?, refused_at = ?,
            failures = ?, uses = uses + ?, last_used_at = COALESCE(?, last_used_at),
            last_failure_at = COALESCE(?, last_failure_at), last_failure = COALESCE(?, last_failure)
            WHERE id = ?""";

    private final Instant now;

    KeyNotes(Instant now) {
        this.now = now;
    }

    void write(Transaction transaction, Collection<KeyNote> notes) {
        // In one order on all nodes, so that two batches never wait for each other's rows.
        List<KeyNote> ordered =
                notes.stream().sorted(Comparator.comparingLong(KeyNote::keyId)).toList();
        try (PreparedStatement update = transaction.connection().prepareStatement(UPDATE)) {
            for (KeyNote note : ordered) {
                bind(update, note);
                update.addBatch();
            }
            update.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("Writing down the keys' states failed: " + e.getMessage(), e);
        }
    }

    private void bind(PreparedStatement update, KeyNote note) throws SQLException {
        String refusal = note.setAside().map(aside -> aside.refusal().name()).orElse(null);
        update.setString(1, refusal == null ? "" : refusal);
        update.setObject(2, UtcTime.column(now));
        update.setString(3, refusal);
        update.setString(4, note.setAside().map(aside -> cut(aside.reason())).orElse(null));
        update.setObject(
                5, note.setAside().map(SetAside::since).map(UtcTime::column).orElse(null));
        update.setInt(6, note.failures());
        update.setLong(7, note.uses());
        update.setObject(8, note.lastUsed().map(UtcTime::column).orElse(null));
        update.setObject(
                9, note.lastFailure().map(LastFailure::at).map(UtcTime::column).orElse(null));
        update.setString(
                10, note.lastFailure().map(failure -> cut(failure.reason())).orElse(null));
        update.setLong(11, note.keyId());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }
}
