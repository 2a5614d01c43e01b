package io.pollux.admin.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pollux.admin.Office;
import io.pollux.journal.CallLine;
import io.pollux.journal.ErrorLine;
import io.pollux.journal.LogQuery;
import io.pollux.journal.Stretch;
import io.pollux.keys.ApiKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * The load balancers' logs, of which one reads the newest lines. Theirs were files; these are calls and errors of the
 * journal, and of keys what last became of each.
 */
public record BalancerLogs(List<Line> logs, int total) {
    private static final int MOST = 1_000;

    static BalancerLogs of(Office office, String type, int limit, LogQuery query) {
        int size = Math.max(1, Math.min(MOST, limit));
        List<Line> lines =
                switch (type) {
                    case "requests" ->
                        office.logs().calls(query, Stretch.newest(size)).rows().stream()
                                .map(Line::of)
                                .toList();
                    case "errors" ->
                        office.logs().errors(query, Stretch.newest(size)).rows().stream()
                                .map(Line::of)
                                .toList();
                    case "keys" -> keys(office, query, size);
                    default -> throw Refused.because(400, "type is requests, errors or keys");
                };
        return new BalancerLogs(lines, lines.size());
    }

    /** The last day counts as a whole. */
    static LogQuery query(String startDate, String endDate, String search) {
        Optional<Instant> until = LogPeriod.moment("endDate", endDate)
                .map(end -> endDate.length() <= 10 ? end.plus(Duration.ofDays(1)) : end);
        return new LogQuery(
                "", "", "", "", "", Optional.empty(), 0, search, LogPeriod.moment("startDate", startDate), until);
    }

    /** No more of them are kept than are asked for, however many keys there are. */
    private static List<Line> keys(Office office, LogQuery query, int size) {
        PriorityQueue<Line> newest = new PriorityQueue<>(Comparator.comparing(Line::timestamp));
        new KeyBook(office.keys())
                .all(KeyBook.ALL)
                .forEach(key -> Line.of(key).filter(line -> fits(line, query)).forEach(line -> {
                    newest.add(line);
                    if (newest.size() > size) {
                        newest.remove();
                    }
                }));
        return newest.stream()
                .sorted(Comparator.comparing(Line::timestamp).reversed())
                .toList();
    }

    private static boolean fits(Line line, LogQuery query) {
        boolean late = query.from()
                .map(from -> line.timestamp().compareTo(LogPeriod.text(from)) >= 0)
                .orElse(true);
        boolean early = query.until()
                .map(until -> line.timestamp().compareTo(LogPeriod.text(until)) < 0)
                .orElse(true);
        return late && early && line.message().contains(query.text());
    }

    /**
     * One line.
     *
     * @param keyId masked
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(
            String timestamp,
            String level,
            String message,
            String requestId,
            String keyId,
            String modelUsed,
            Integer statusCode,
            Long responseTime) {
        static Line of(CallLine call) {
            String key = call.attempts().isEmpty()
                    ? null
                    : call.attempts().get(call.attempts().size() - 1).maskedKey();
            String became = call.ending().map(Enum::name).orElse("RECORDED");
            return new Line(
                    LogPeriod.text(call.at()),
                    call.failure().isEmpty() ? "info" : "error",
                    call.operation() + " " + became + (call.failure().isEmpty() ? "" : ": " + call.failure()),
                    call.callId(),
                    key,
                    call.model(),
                    call.status(),
                    call.took().toMillis());
        }

        static Line of(ErrorLine error) {
            return new Line(
                    LogPeriod.text(error.at()),
                    "error",
                    error.words(),
                    error.callId(),
                    error.maskedKey(),
                    error.model(),
                    error.status(),
                    null);
        }

        /** When it was added, and when and why Google refused it or it failed. */
        static Stream<Line> of(ApiKey key) {
            Stream.Builder<Line> lines = Stream.builder();
            lines.add(about(key, key.getCreatedAt(), "info", "Key added"));
            if (key.getRefusedAt() != null) {
                lines.add(about(key, key.getRefusedAt(), "error", "Key refused: " + key.getRefusalReason()));
            } else if (key.getLastFailureAt() != null) {
                lines.add(about(key, key.getLastFailureAt(), "warn", "Key failed: " + key.getLastFailure()));
            }
            return lines.build();
        }

        private static Line about(ApiKey key, Instant at, String level, String message) {
            return new Line(LogPeriod.text(at), level, message, null, key.getMasked(), null, null, null);
        }
    }
}
