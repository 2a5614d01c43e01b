package io.pollux.journal;

import io.pollux.journal.Place.Origin;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds failed attempts and refusals. */
final class ErrorSearch {
    /** More of the words than a list can use. */
    private static final int SHOWN = 4_000;

    private static final String ERRORS = "SELECT id, request_time, call_id, attempt, caller, caller_name, dialect,"
            + " error_type, model_name, gemini_key, key_id, egress, error_code, fault, failure,"
            + " SUBSTRING(error_log, 1, " + SHOWN + "), request_msg IS NOT NULL FROM t_error_logs";
    private static final String SAID = "(LOWER(error_log) LIKE ? ESCAPE '!' OR LOWER(error_type) LIKE ? ESCAPE '!')";

    private final LogQuery query;
    private final Stretch stretch;

    ErrorSearch(LogQuery query, Stretch stretch) {
        this.query = query;
        this.stretch = stretch;
    }

    LogPage<ErrorLine> read(Connection connection) throws SQLException {
        return read(connection, where());
    }

    /** Those of one status; 0 is that of errors without any. */
    LogPage<ErrorLine> read(Connection connection, int status) throws SQLException {
        return read(connection, status == 0 ? where().and("error_code IS NULL") : where().same("error_code", status));
    }

    private LogPage<ErrorLine> read(Connection connection, Where where) throws SQLException {
        List<ErrorLine> found =
                Question.ask(connection, ERRORS + where + Where.order(stretch), where, ErrorSearch::line);
        return new LogPage<>(found.stream().limit(stretch.size()).toList(), found.size() > stretch.size());
    }

    /** Empty when there is no such row any more. */
    static Optional<ErrorLine> find(Connection connection, long id) throws SQLException {
        Where where = new Where().and("id = ?", id);
        return Question.ask(connection, ERRORS + where, where, ErrorSearch::line).stream()
                .findFirst();
    }

    Where where() {
        Where where = new Where()
                .same("call_id", query.callId())
                .client(query.client())
                .key("gemini_key", query.key())
                .like("model_name", query.model())
                .same("dialect", query.dialect())
                .same("error_code", query.status())
                .between(query.from(), query.until())
                .beyond(stretch, Origin.ERROR);
        query.outcome().ifPresent(ending -> where.and("ending = ?", ending.name()));
        String text = Where.contains(query.text());
        return query.text().isEmpty() ? where : where.and(SAID, text, text);
    }

    private static ErrorLine line(Cells cells) throws SQLException {
        long id = cells.id();
        Instant at = cells.time();
        return new ErrorLine(
                new Place(at, Origin.ERROR, id),
                cells.text(),
                cells.number(),
                at,
                cells.text(),
                cells.text(),
                cells.text(),
                cells.text(),
                cells.text(),
                cells.key(),
                cells.id(),
                cells.text(),
                cells.number(),
                cells.text(),
                cells.text(),
                Veil.text(cells.text()),
                cells.yes());
    }
}
