package io.pollux.journal;

import io.pollux.exchange.Ending;
import io.pollux.journal.Place.Origin;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds calls. Those with attempts stand in t_request_log, once for each attempt; the last one carries the call, and is
 * the one that is looked for. Those that were refused before any attempt stand in t_error_logs alone.
 */
final class CallSearch {
    private static final String CALLS = "SELECT " + RequestRow.COLUMNS + " FROM t_request_log r";
    private static final String REFUSALS = "SELECT " + RefusalRow.COLUMNS + " FROM t_error_logs r";
    private static final String LAST_OF_CALL = "(ending IS NOT NULL OR call_id IS NULL)";
    private static final String LAST_OF_KEY = "NOT EXISTS (SELECT 1 FROM t_request_log l WHERE l.call_id = r.call_id"
            + " AND l.attempt > r.attempt AND l.api_key = r.api_key)";
    /** Counted and not asked with EXISTS: MariaDB would make a table of all the calls there are, to look one of them up. */
    private static final String CALL_ENDED =
            "(SELECT COUNT(*) FROM t_request_log e WHERE e.call_id = r.call_id AND e.ending = ?) > 0";

    private static final String SAID = "(SELECT COUNT(*) FROM t_error_logs x WHERE x.call_id = r.call_id"
            + " AND LOWER(x.error_log) LIKE ? ESCAPE '!') > 0";
    private static final String SAYING = "SELECT call_id FROM t_error_logs";
    private static final String NEWEST = " ORDER BY request_time DESC, id DESC LIMIT ";
    private static final int FEW = 1_000;
    /** The errors of a call come before its last attempt, by which it is found, and not earlier than this. */
    private static final Duration LONGEST_CALL = Duration.ofHours(6);

    private static final String UNTRIED = "(SELECT COUNT(*) FROM t_request_log t WHERE t.call_id = r.call_id) = 0";

    private final LogQuery query;
    private final Stretch stretch;

    CallSearch(LogQuery query, Stretch stretch) {
        this.query = query;
        this.stretch = stretch;
    }

    LogPage<CallLine> read(Connection connection) throws SQLException {
        Where requests = narrowed(connection, requests());
        Where refusals = refusals();
        List<RequestRow> anchors =
                Question.ask(connection, CALLS + requests + Where.order(stretch), requests, RequestRow::of);
        List<CallLine> refused = query.key().isEmpty()
                ? Question.ask(connection, REFUSALS + refusals + Where.order(stretch), refusals, RefusalRow::of)
                : List.of();
        Map<String, List<RequestRow>> attempts = attempts(connection, anchors);
        Comparator<CallLine> order = Comparator.comparing(CallLine::place);
        List<CallLine> all = Stream.concat(anchors.stream().map(anchor -> call(anchor, attempts)), refused.stream())
                .sorted(stretch.direction() == Stretch.Direction.OLDER ? order.reversed() : order)
                .toList();
        return new LogPage<>(all.stream().limit(stretch.size()).toList(), all.size() > stretch.size());
    }

    /** The figures of calls, the newest first: as many as the stretch is long, and one more if there is one. */
    List<Rank> ranks(Connection connection, Measure measure) throws SQLException {
        Measure.Anchor anchor = query.key().isEmpty() ? Measure.Anchor.LAST : Measure.Anchor.ANY;
        String calls = "t_request_log r" + IndexHint.toRequests(query);
        List<Rank> ranks = new ArrayList<>(ranks(connection, measure.sql(anchor), calls, requests()));
        if (query.key().isEmpty()) {
            String refused = "t_error_logs r" + IndexHint.toRefusals(query);
            ranks.addAll(ranks(connection, measure.sqlOfRefusal(), refused, refusals()));
        }
        return ranks.stream()
                .sorted(Comparator.comparing(Rank::place).reversed())
                .limit(stretch.size() + 1L)
                .toList();
    }

    private List<Rank> ranks(Connection connection, String figure, String table, Where where) throws SQLException {
        Origin origin = table.startsWith("t_request_log") ? Origin.REQUEST : Origin.ERROR;
        String sql = "SELECT id, request_time, " + figure + " FROM " + table + where + Where.order(stretch);
        return Question.ask(connection, sql, where, cells -> {
            long id = cells.id();
            Place place = new Place(cells.time(), origin, id);
            return new Rank(cells.id(), place);
        });
    }

    /** The calls that stand at these places; some may be gone. */
    Map<Place, CallLine> at(Connection connection, List<Place> places) throws SQLException {
        List<RequestRow> anchors = rows(connection, CALLS, numbers(places, Origin.REQUEST), RequestRow::of);
        Map<String, List<RequestRow>> attempts = attempts(connection, anchors);
        Map<Place, CallLine> found = new HashMap<>();
        anchors.forEach(anchor -> found.put(anchor.call().place(), call(anchor, attempts)));
        rows(connection, REFUSALS, numbers(places, Origin.ERROR), RefusalRow::of)
                .forEach(refusal -> found.put(refusal.place(), refusal));
        return found;
    }

    private static List<Long> numbers(List<Place> places, Origin origin) {
        return places.stream()
                .filter(place -> place.origin() == origin)
                .map(Place::id)
                .toList();
    }

    private static <T> List<T> rows(Connection connection, String sql, List<Long> ids, Question.Reading<T> reading)
            throws SQLException {
        if (ids.isEmpty()) {
            return List.of();
        }
        Where where = new Where().and("id IN (" + "?, ".repeat(ids.size() - 1) + "?)", ids.toArray());
        return Question.ask(connection, sql + where, where, reading);
    }

    private Where requests() {
        Where where = common(new Where(), Origin.REQUEST)
                .same("status_code", query.status())
                .key("api_key", query.key());
        if (query.key().isEmpty()) {
            where.and(LAST_OF_CALL);
            query.outcome().ifPresent(ending -> ended(where, ending));
        } else {
            where.and(LAST_OF_KEY);
            query.outcome().ifPresent(ending -> where.and(CALL_ENDED, ending.name()));
        }
        return query.text().isEmpty() ? where : where.and(SAID, Where.contains(query.text()));
    }

    /** A text that few errors hold leads to their calls; what many hold is soon met with on the way through all of them. */
    private Where narrowed(Connection connection, Where requests) throws SQLException {
        if (query.text().isEmpty()) {
            return requests;
        }
        Where saying = new Where()
                .between(query.from().map(from -> from.minus(LONGEST_CALL)), query.until())
                .and("LOWER(error_log) LIKE ? ESCAPE '!'", Where.contains(query.text()));
        List<String> found = Question.ask(connection, SAYING + saying + NEWEST + (FEW + 1), saying, Cells::text);
        List<String> ids = found.stream().filter(id -> !id.isEmpty()).distinct().toList();
        if (found.size() > FEW) {
            return requests;
        }
        return ids.isEmpty()
                ? requests.and("1 = 0")
                : requests.and("call_id IN (" + "?, ".repeat(ids.size() - 1) + "?)", ids.toArray());
    }

    /** Rows of gemini-balance know success and failure only. */
    private static void ended(Where where, Ending ending) {
        if (ending == Ending.COMPLETE || ending == Ending.FAILED) {
            where.and("(ending = ? OR (ending IS NULL AND is_success = ?))", ending.name(), ending == Ending.COMPLETE);
        } else {
            where.and("ending = ?", ending.name());
        }
    }

    private Where refusals() {
        Where where = common(new Where(), Origin.ERROR)
                .and("attempt = 0")
                .and(UNTRIED)
                .same("error_code", query.status());
        query.outcome().ifPresent(ending -> where.and("ending = ?", ending.name()));
        return query.text().isEmpty()
                ? where
                : where.and("LOWER(error_log) LIKE ? ESCAPE '!'", Where.contains(query.text()));
    }

    private Where common(Where where, Origin origin) {
        return where.same("call_id", query.callId())
                .client(query.client())
                .like("model_name", query.model())
                .same("dialect", query.dialect())
                .between(query.from(), query.until())
                .beyond(stretch, origin);
    }

    private static Map<String, List<RequestRow>> attempts(Connection connection, List<RequestRow> anchors)
            throws SQLException {
        List<String> ids = anchors.stream()
                .map(anchor -> anchor.call().callId())
                .filter(id -> !id.isEmpty())
                .toList();
        Map<String, List<RequestRow>> found = new HashMap<>();
        if (ids.isEmpty()) {
            return found;
        }
        String marks = "?, ".repeat(ids.size() - 1) + "?";
        Where where = new Where().and("call_id IN (" + marks + ")", ids.toArray());
        String sql = CALLS + where + " ORDER BY call_id, attempt";
        for (RequestRow row : Question.ask(connection, sql, where, RequestRow::of)) {
            found.computeIfAbsent(row.call().callId(), unused -> new ArrayList<>())
                    .add(row);
        }
        return found;
    }

    private static CallLine call(RequestRow anchor, Map<String, List<RequestRow>> attempts) {
        List<RequestRow> all = attempts.getOrDefault(anchor.call().callId(), List.of(anchor));
        RequestRow last = all.get(all.size() - 1);
        return last.call()
                .with(
                        anchor.call().place(),
                        all.stream().map(RequestRow::attempt).toList());
    }
}
