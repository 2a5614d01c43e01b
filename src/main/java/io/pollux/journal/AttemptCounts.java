package io.pollux.journal;

import io.pollux.journal.Question.Reading;
import io.pollux.storage.Storage;
import io.pollux.storage.UtcTime;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts attempts and errors of a time that is not long ago, from the rows themselves. */
public final class AttemptCounts {
    private static final String BY_KEY =
            "SELECT key_id, COUNT(*) FROM t_request_log%s GROUP BY key_id" + " ORDER BY COUNT(*) DESC, key_id LIMIT ";
    private static final String BY_MODEL = "SELECT model_name, COUNT(*) FROM t_request_log%s GROUP BY model_name"
            + " ORDER BY COUNT(*) DESC, model_name";

    private static final String SLOT = "SELECT COUNT(*), SUM(CASE WHEN is_success THEN 0 ELSE 1 END),"
            + " SUM(CASE WHEN fault = 'KEY' THEN 1 ELSE 0 END), SUM(latency_ms) FROM t_request_log";

    private final Storage storage;

    AttemptCounts(Storage storage) {
        this.storage = storage;
    }

    /**
     * Which keys have got a status most often, or any for 0: number of the key to number of attempts, the most first.
     *
     * @throws TookTooLong when the search has been given up after a few seconds
     */
    public Map<Long, Long> byKey(int status, Instant since, int most) {
        Where where = since(since).same("status_code", status).and("key_id > 0");
        Map<Long, Long> counts = new LinkedHashMap<>();
        ask(BY_KEY.formatted(where) + most, where, cells -> Map.entry(cells.id(), cells.id()))
                .forEach(count -> counts.put(count.getKey(), count.getValue()));
        return counts;
    }

    /** What a key was asked for, or any for 0: model to number of attempts, the most first. */
    public Map<String, Long> byModel(long keyId, Instant since) {
        Where where = since(since).same("key_id", keyId);
        Map<String, Long> counts = new LinkedHashMap<>();
        ask(BY_MODEL.formatted(where), where, cells -> Map.entry(cells.text(), cells.id()))
                .forEach(count -> counts.put(count.getKey(), count.getValue()));
        return counts;
    }

    /** What attempts of a time came to. */
    public Slot slot(Instant from, Instant until) {
        Where where = since(from).and("request_time < ?", UtcTime.column(until));
        return ask(SLOT + where, where, Slot::of).get(0);
    }

    /** How many errors fit, on whatever page. */
    public long errors(LogQuery query) {
        Where where = new ErrorSearch(query, Stretch.newest(1)).where();
        return ask("SELECT COUNT(*) FROM t_error_logs" + where, where, Cells::id)
                .get(0);
    }

    private static Where since(Instant since) {
        return new Where().and("request_time >= ?", UtcTime.column(since));
    }

    private <T> List<T> ask(String sql, Where where, Reading<T> reading) {
        return storage.inTransaction(transaction -> {
            try {
                return Question.ask(transaction.connection(), sql, where, reading);
            } catch (SQLTimeoutException e) {
                throw new TookTooLong(e);
            } catch (SQLException e) {
                throw new JournalTrouble(e);
            }
        });
    }

    /**
     * @param attempts all of them
     * @param failed those that were no success
     * @param keyErrors those that failed because of the key
     * @param millis how long all of them took
     */
    public record Slot(long attempts, long failed, long keyErrors, long millis) {
        static Slot of(Cells cells) throws SQLException {
            return new Slot(cells.id(), cells.id(), cells.id(), cells.id());
        }

        public Slot and(Slot other) {
            return new Slot(
                    attempts + other.attempts,
                    failed + other.failed,
                    keyErrors + other.keyErrors,
                    millis + other.millis);
        }
    }
}
