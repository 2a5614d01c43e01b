package io.pollux.journal;

import io.pollux.journal.Place.Origin;
import io.pollux.storage.UtcTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Deletes rows of the two tables by their numbers: what the three databases understand alike, and lock no more than that. */
final class Shears {
    private static final int MOST = 500;
    private static final String OLDEST =
            "SELECT MIN(request_time) FROM t_request_log UNION ALL SELECT MIN(request_time) FROM t_error_logs";

    private final Connection connection;

    Shears(Connection connection) {
        this.connection = connection;
    }

    /** Absent when there are no rows. */
    Optional<Instant> oldest() throws SQLException {
        Optional<Instant> oldest = Optional.empty();
        try (PreparedStatement question = connection.prepareStatement(OLDEST);
                ResultSet rows = question.executeQuery()) {
            while (rows.next()) {
                Optional<Instant> next = Optional.ofNullable(rows.getObject(1, LocalDateTime.class))
                        .map(UtcTime::instant);
                oldest = oldest.isEmpty() || next.isPresent() && next.get().isBefore(oldest.get()) ? next : oldest;
            }
        }
        return oldest;
    }

    /** Calls with all their attempts and errors. */
    void calls(Collection<CallLine> calls) throws SQLException {
        List<String> named = calls.stream()
                .map(CallLine::callId)
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
        TreeSet<Long> requests = new TreeSet<>(numbers("t_request_log", named));
        TreeSet<Long> errors = new TreeSet<>(numbers("t_error_logs", named));
        for (CallLine call : calls) {
            (call.place().origin() == Origin.REQUEST ? requests : errors)
                    .add(call.place().id());
        }
        delete("t_request_log", requests);
        delete("t_error_logs", errors);
    }

    /** @return how many there were */
    int errors(Collection<Long> ids) throws SQLException {
        return delete("t_error_logs", new TreeSet<>(ids));
    }

    /** Of what a page has shown, the calls that are still there. */
    List<CallLine> found(Collection<Place> places) throws SQLException {
        List<CallLine> calls = new ArrayList<>();
        for (Place place : places) {
            boolean request = place.origin() == Origin.REQUEST;
            Where where = new Where().and("id = ?", place.id());
            String sql = request
                    ? "SELECT " + RequestRow.COLUMNS + " FROM t_request_log r" + where
                    : "SELECT " + RefusalRow.COLUMNS + " FROM t_error_logs r" + where;
            calls.addAll(Question.ask(
                    connection,
                    sql,
                    where,
                    cells -> request ? RequestRow.of(cells).call() : RefusalRow.of(cells)));
        }
        return calls;
    }

    private List<Long> numbers(String table, List<String> callIds) throws SQLException {
        if (callIds.isEmpty()) {
            return List.of();
        }
        Where where = new Where().and("call_id IN (" + marks(callIds.size()) + ")", callIds.toArray());
        return Question.ask(connection, "SELECT id FROM " + table + where, where, Cells::id);
    }

    /** In the order of the numbers, so that two who delete never wait for each other's rows. */
    private int delete(String table, TreeSet<Long> numbers) throws SQLException {
        List<Long> all = List.copyOf(numbers);
        int gone = 0;
        for (int from = 0; from < all.size(); from += MOST) {
            List<Long> some = all.subList(from, Math.min(all.size(), from + MOST));
            try (PreparedStatement statement =
                    connection.prepareStatement("DELETE FROM " + table + " WHERE id IN (" + marks(some.size()) + ")")) {
                for (int i = 0; i < some.size(); i++) {
                    statement.setLong(i + 1, some.get(i));
                }
                gone += statement.executeUpdate();
            }
        }
        return gone;
    }

    private static String marks(int count) {
        return "?, ".repeat(count - 1) + "?";
    }
}
