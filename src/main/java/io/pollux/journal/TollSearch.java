package io.pollux.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts errors by their keys, among the newest that fit: as many as can be gone through in a moment. */
final class TollSearch {
    private final LogQuery query;

    TollSearch(LogQuery query) {
        this.query = query;
    }

    KeyTolls read(Connection connection, int most) throws SQLException {
        Stretch newest = Stretch.newest(LogReader.MOST_COMPARED);
        Where where = new ErrorSearch(query, newest).where().and("key_id > 0");
        String sql =
                "SELECT key_id, error_code FROM t_error_logs" + IndexHint.toErrors(query) + where + Where.order(newest);
        List<Fault> errors = Question.ask(connection, sql, where, cells -> new Fault(cells.id(), cells.number()));
        Map<Long, TreeMap<Integer, Long>> counts = new HashMap<>();
        errors.stream().limit(LogReader.MOST_COMPARED).forEach(error -> counts.computeIfAbsent(
                        error.keyId(), unused -> new TreeMap<>())
                .merge(error.status(), 1L, Long::sum));
        List<KeyToll> worst = counts.entrySet().stream()
                .map(entry -> new KeyToll(entry.getKey(), sum(entry.getValue()), entry.getValue()))
                .sorted(Comparator.comparingLong(KeyToll::errors).reversed().thenComparingLong(KeyToll::keyId))
                .limit(most)
                .toList();
        return new KeyTolls(worst, errors.size() <= LogReader.MOST_COMPARED);
    }

    private static long sum(Map<Integer, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private record Fault(long keyId, int status) {}
}
