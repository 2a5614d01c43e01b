package io.pollux.journal;

import io.pollux.storage.Storage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads what the journal has written, and what gemini-balance had, a piece at a time and never for long. Every key in
 * what it returns is masked.
 */
public final class LogReader {
    /** So many rows are compared where no index has them in order: the newest that fit. */
    public static final int MOST_COMPARED = 25_000;

    private final Storage storage;

    public LogReader(Storage storage) {
        this.storage = storage;
    }

    /** @throws TookTooLong when the search has been given up after a few seconds */
    public LogPage<CallLine> calls(LogQuery query, Stretch stretch) {
        return read(connection -> new CallSearch(query, stretch).read(connection));
    }

    /** @throws TookTooLong when the search has been given up after a few seconds */
    public LogPage<ErrorLine> errors(LogQuery query, Stretch stretch) {
        return read(connection -> new ErrorSearch(query, stretch).read(connection));
    }

    /**
     * Calls sorted by a figure, out of the newest that fit.
     *
     * @throws TookTooLong when the search has been given up after a few seconds
     */
    public RankedPage<CallLine> calls(LogQuery query, Measure measure, Ranking ranking) {
        return read(connection -> new CallRanking(query, measure, ranking).read(connection));
    }

    /**
     * Errors sorted by their statuses; one without any has the lowest.
     *
     * @throws TookTooLong when the search has been given up after a few seconds
     */
    public RankedPage<ErrorLine> errors(LogQuery query, Ranking ranking) {
        return read(connection -> new ErrorRanking(query, ranking).read(connection));
    }

    /**
     * The keys with which most went wrong.
     *
     * @throws TookTooLong when the search has been given up after a few seconds
     */
    public KeyTolls tolls(LogQuery query, int most) {
        return read(connection -> new TollSearch(query).read(connection, most));
    }

    /** Empty when there is no such row any more. */
    public Optional<ErrorDetail> error(long id) {
        Where where = new Where().and("id = ?", id);
        List<ErrorDetail> found = read(connection -> Question.ask(
                connection,
                "SELECT error_log, request_msg FROM t_error_logs" + where,
                where,
                cells -> new ErrorDetail(Veil.text(cells.text()), Veil.text(RequestText.pretty(cells.text())))));
        return found.stream().findFirst();
    }

    /** The line of one error; empty when there is no such row any more. */
    public Optional<ErrorLine> errorLine(long id) {
        return read(connection -> ErrorSearch.find(connection, id));
    }

    public AttemptCounts counts() {
        return new AttemptCounts(storage);
    }

    /**
     * What a key was used for since a moment, the most used model first.
     *
     * @throws TookTooLong when the search has been given up after a few seconds
     */
    public List<ModelTally> models(long keyId, Instant since) {
        Where where = new Where().and("key_id = ?", keyId).between(Optional.of(since), Optional.empty());
        return read(connection -> Question.ask(
                connection,
                "SELECT model_name, COUNT(*), SUM(CASE WHEN is_success THEN 0 ELSE 1 END), SUM(total_tokens)"
                        + " FROM t_request_log" + where + " GROUP BY model_name ORDER BY 2 DESC, 1 LIMIT 50",
                where,
                cells -> new ModelTally(cells.text(), cells.id(), cells.id(), cells.id())));
    }

    private <T> T read(Reading<T> reading) {
        return storage.inTransaction(transaction -> {
            try {
                return reading.from(transaction.connection());
            } catch (SQLTimeoutException e) {
                throw new TookTooLong(e);
            } catch (SQLException e) {
                throw new JournalTrouble(e);
            }
        });
    }

    private interface Reading<T> {
        T from(Connection connection) throws SQLException;
    }
}
