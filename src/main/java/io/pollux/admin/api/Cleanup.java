package io.pollux.admin.api;

import io.pollux.admin.Office;
import io.pollux.rota.RotaLine;
import io.pollux.rota.RotaLine.Outcome;
import io.pollux.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Has the job done that deletes old rows of the logs, on whichever node comes first, and waits a little for its end. */
record Cleanup(Office office) {
    private static final String JOB = "delete-logs";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern DELETED = Pattern.compile("\\bdeleted=(\\d+)");

    Done run() {
        Instant asked = office.clock().instant();
        office.jobs().hurry(JOB);
        Optional<RotaLine> end = end(asked);
        Duration kept = office.settings().get().get(Settings.AUTO_DELETE_REQUEST_LOGS_DAYS);
        return new Done(
                end.isPresent() ? "Old logs have been deleted" : "Old logs are being deleted",
                end.map(Cleanup::deleted).orElse(0L),
                kept.toDays(),
                LogPeriod.text(asked.minus(kept)),
                end.filter(line -> line.outcome().equals(Optional.of(Outcome.FAILED)))
                        .map(line -> List.of(line.told()))
                        .orElse(List.of()));
    }

    /** Another node's clock may be a little behind. */
    private Optional<RotaLine> end(Instant asked) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<RotaLine> line = office.jobs().lines().stream()
                    .filter(job -> job.job().equals(JOB))
                    .filter(job -> job.ended()
                            .filter(ended -> !ended.isBefore(asked.minusMillis(1)))
                            .isPresent())
                    .findFirst();
            if (line.isPresent()) {
                return line;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
        return Optional.empty();
    }

    private static long deleted(RotaLine line) {
        Matcher matcher = DELETED.matcher(line.told());
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    /** @param errors why it failed; empty when it did not */
    public record Done(String message, long deletedCount, long retentionDays, String cutoffDate, List<String> errors) {}
}
