package io.pollux.admin.api;

import io.pollux.admin.Office;
import io.pollux.journal.Erasure;
import io.pollux.journal.Erasure.State;
import io.pollux.journal.LogQuery;
import io.pollux.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Deletes the rows of the logs that are older than the setting allows, whether or not that is also done by the clock, and
 * waits a little for its end.
 */
record Cleanup(Office office) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    Done run() {
        Duration kept = office.settings().get().get(Settings.AUTO_DELETE_REQUEST_LOGS_DAYS);
        Instant cutoff = office.clock().instant().minus(kept);
        LogQuery old = new LogQuery("", "", "", "", "", Optional.empty(), 0, "", Optional.empty(), Optional.of(cutoff));
        // One after the other: errors go with their calls, and then those that belong to none.
        List<Erasure> work = List.of(office.eraser().calls(old), office.eraser().errors(old));
        boolean over = await(work);
        return new Done(
                over ? "Old logs have been deleted" : "Old logs are being deleted",
                work.stream().mapToLong(Erasure::deleted).sum(),
                kept.toDays(),
                LogPeriod.text(cutoff),
                work.stream().flatMap(Cleanup::fault).toList());
    }

    private static boolean await(List<Erasure> work) {
        Instant deadline = Instant.now().plus(PATIENCE);
        try {
            for (Erasure erasure : work) {
                if (!erasure.await(Duration.between(Instant.now(), deadline))) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Stream<String> fault(Erasure erasure) {
        return erasure.state() == State.FAILED
                ? Stream.of("Deleting " + erasure.kind() + " failed; see the server's log")
                : Stream.empty();
    }

    /** @param errors why it failed; empty when it did not */
    public record Done(String message, long deletedCount, long retentionDays, String cutoffDate, List<String> errors) {}
}
