package io.pollux.relay;

import io.pollux.exchange.Operation;
import io.pollux.settings.Settings;
import java.time.Duration;

/**
 * How much one call may cost; fixed when it begins, whatever becomes of the settings meanwhile.
 *
 * @param attempts in all, the first one included; at least 1
 * @param total time for everything: attempts, pauses between them, a slow client
 * @param repeatsEmpty whether an answer without content is worth another attempt
 */
record Limits(int attempts, Duration total, boolean repeatsEmpty) {
    static Limits of(Settings settings, Operation operation) {
        Duration total = settings.get(
                operation.streams() ? Settings.POLLUX_STREAM_TOTAL_TIMEOUT : Settings.POLLUX_TOTAL_TIMEOUT);
        boolean words = operation == Operation.GENERATE || operation == Operation.STREAM;
        return new Limits(
                Math.max(1, settings.get(Settings.MAX_RETRIES)),
                total,
                words && settings.get(Settings.POLLUX_RETRY_EMPTY_ANSWERS));
    }
}
