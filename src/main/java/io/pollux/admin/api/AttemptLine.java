package io.pollux.admin.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.pollux.admin.Office;
import io.pollux.journal.CallAttempt;
import io.pollux.journal.CallLine;
import io.pollux.journal.LogPage;
import io.pollux.journal.LogQuery;
import io.pollux.journal.Stretch;
import io.pollux.journal.Stretch.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One attempt in a list.
 *
 * @param timestamp in UTC
 * @param key masked
 * @param statusCode null when Google gave none
 */
@JsonNaming(SnakeCaseStrategy.class)
public record AttemptLine(
        String timestamp, String key, String model, String status, Integer statusCode, long latencyMs) {
    /** More than anybody reads; the originals gave all of them, however many. */
    private static final int MOST = 10_000;

    private static final int AT_ONCE = 500;

    /**
     * Those of a time until now, the newest first.
     *
     * @param keyId of one key; 0 for those of all
     */
    static List<AttemptLine> since(Office office, Duration back, long keyId) {
        Instant from = office.clock().instant().minus(back);
        String key = keyId == 0 ? "" : Long.toString(keyId);
        LogQuery query =
                new LogQuery("", "", key, "", "", Optional.empty(), 0, "", Optional.of(from), Optional.empty());
        List<AttemptLine> lines = new ArrayList<>();
        Stretch stretch = Stretch.newest(AT_ONCE);
        LogPage<CallLine> page;
        do {
            page = office.logs().calls(query, stretch);
            for (CallLine call : page.rows()) {
                call.attempts().stream()
                        .filter(attempt -> keyId == 0 || attempt.keyId() == keyId)
                        .forEach(attempt -> lines.add(of(call, attempt)));
            }
            if (page.more()) {
                CallLine last = page.rows().get(page.rows().size() - 1);
                stretch = new Stretch(Optional.of(last.place()), Direction.OLDER, AT_ONCE);
            }
        } while (page.more() && lines.size() < MOST);
        lines.sort(Comparator.comparing(AttemptLine::timestamp).reversed());
        return lines.stream().limit(MOST).toList();
    }

    private static AttemptLine of(CallLine call, CallAttempt attempt) {
        int status = attempt.status();
        return new AttemptLine(
                LogPeriod.text(attempt.startedAt()),
                attempt.maskedKey(),
                call.model(),
                status >= 200 && status < 300 && attempt.failure().isEmpty() ? "success" : "failure",
                status == 0 ? null : status,
                attempt.took().toMillis());
    }
}
