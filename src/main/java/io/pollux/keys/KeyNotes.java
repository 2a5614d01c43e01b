package io.pollux.keys;

import io.pollux.exchange.Failure.Refusal;
import io.pollux.keys.KeyEvent.Kind;
import io.pollux.keys.KeyNote.LastFailure;
import io.pollux.keys.KeyNote.Trust;
import io.pollux.storage.Transaction;
import io.pollux.storage.UtcTime;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes down what the pool noted about keys. */
final class KeyNotes {
    private static final int LONGEST_TEXT = 500;
    /** Older than any. */
    private static final KeyNote.Day NO_DAY = new KeyNote.Day(Instant.EPOCH, 0);

    /**
     * day_ends_at comes last, for the reason below. Of the count of a key that has no limit no other node needs to hear.
     */
    private static final String TALLY = """
            UPDATE t_pollux_key SET uses = uses + ?, last_used_at = COALESCE(?, last_used_at),
            last_failure_at = COALESCE(?, last_failure_at), last_failure = COALESCE(?, last_failure),
            counted_at = CASE WHEN day_limit = 0 THEN counted_at ELSE ? END,
            day_calls = CASE WHEN day_ends_at = ? THEN day_calls + ? WHEN day_ends_at > ? THEN day_calls ELSE ? END,
            day_ends_at = CASE WHEN day_ends_at > ? THEN day_ends_at ELSE ? END
            WHERE id = ?""";

    /** changed_at comes first: MySQL reads the columns of an UPDATE as they are after the assignments to the left. */
    private static final String TRUST = """
            UPDATE t_pollux_key SET
            changed_at = CASE WHEN COALESCE(refusal, '') = ? THEN changed_at ELSE ? END,
            refusal = ?, refusal_reason = ?, refused_at = ?, failures = ?
            WHERE id = ?""";

    private final Instant now;

    KeyNotes(Instant now) {
        this.now = now;
    }

    void write(Transaction transaction, Collection<KeyNote> notes) {
        // In one order on all nodes, so that two batches never wait for each other's rows.
        List<KeyNote> ordered =
                notes.stream().sorted(Comparator.comparingLong(KeyNote::keyId)).toList();
        remember(
                transaction,
                ordered.stream().filter(note -> note.trust().isPresent()).toList());
        try (PreparedStatement tally = transaction.connection().prepareStatement(TALLY);
                PreparedStatement trust = transaction.connection().prepareStatement(TRUST)) {
            for (KeyNote note : ordered) {
                bind(tally, note);
                tally.addBatch();
                if (note.trust().isPresent()) {
                    bind(trust, note.trust().get(), note.keyId());
                    trust.addBatch();
                }
            }
            tally.executeBatch();
            trust.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("Writing down the keys' states failed: " + e.getMessage(), e);
        }
    }

    /** Into the history goes what is news to the table, whichever node has said it first. */
    private void remember(Transaction transaction, List<KeyNote> notes) {
        for (List<KeyNote> chunk : Chunks.of(notes)) {
            Map<Long, KeyNote> byId = new HashMap<>();
            chunk.forEach(note -> byId.put(note.keyId(), note));
            List<KeyHistory.Line> news = new ArrayList<>();
            for (Object[] row : transaction
                    .em()
                    .createQuery("SELECT k.id, k.refusal FROM ApiKey k WHERE k.id IN :ids", Object[].class)
                    .setParameter("ids", List.copyOf(byId.keySet()))
                    .getResultList()) {
                news((Refusal) row[1], byId.get((Long) row[0])).ifPresent(news::add);
            }
            KeyHistory.write(transaction, news);
        }
    }

    private Optional<KeyHistory.Line> news(Refusal before, KeyNote note) {
        Optional<SetAside> aside = note.trust().flatMap(Trust::setAside);
        if (Optional.ofNullable(before).equals(aside.map(SetAside::refusal))) {
            return Optional.empty();
        }
        return Optional.of(aside.map(refused -> KeyHistory.Line.of(
                        note.keyId(), refused.since(), Kind.REFUSED, refused.refusal() + ": " + refused.reason()))
                .orElseGet(() -> KeyHistory.Line.of(note.keyId(), now, Kind.RESTORED, "")));
    }

    private void bind(PreparedStatement tally, KeyNote note) throws SQLException {
        KeyNote.Day day = note.day().orElse(NO_DAY);
        LocalDateTime ends = UtcTime.column(day.ends());
        tally.setLong(1, note.uses());
        tally.setObject(2, note.lastUsed().map(UtcTime::column).orElse(null));
        tally.setObject(
                3, note.lastFailure().map(LastFailure::at).map(UtcTime::column).orElse(null));
        tally.setString(
                4, note.lastFailure().map(failure -> cut(failure.reason())).orElse(null));
        tally.setObject(5, UtcTime.column(now));
        tally.setObject(6, ends);
        tally.setLong(7, day.calls());
        tally.setObject(8, ends);
        tally.setLong(9, day.calls());
        tally.setObject(10, ends);
        tally.setObject(11, ends);
        tally.setLong(12, note.keyId());
    }

    private void bind(PreparedStatement update, Trust trust, long keyId) throws SQLException {
        String refusal = trust.setAside().map(aside -> aside.refusal().name()).orElse(null);
        update.setString(1, refusal == null ? "" : refusal);
        update.setObject(2, UtcTime.column(now));
        update.setString(3, refusal);
        update.setString(4, trust.setAside().map(aside -> cut(aside.reason())).orElse(null));
        update.setObject(
                5, trust.setAside().map(SetAside::since).map(UtcTime::column).orElse(null));
        update.setInt(6, trust.failures());
        update.setLong(7, keyId);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }
}
