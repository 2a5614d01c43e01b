package io.pollux.journal.tally;

import io.pollux.exchange.Ending;
import io.pollux.exchange.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A call as far as it is counted. The call itself counts at the time it came in, each attempt at its own.
 *
 * @param client what the log calls it
 * @param firstByte until the client got one
 * @param refusal why there was no answer, when no attempt says so: the name of the failure
 */
public record Counted(
        Instant receivedAt,
        String dialect,
        String model,
        String client,
        Optional<Ending> ending,
        Usage usage,
        Optional<Duration> firstByte,
        Duration took,
        Optional<String> refusal,
        List<Attempt> attempts) {

    /**
     * One request to Google.
     *
     * @param project the key's, when somebody has named it; else empty
     * @param success whether Google answered with a status 2xx
     * @param failure its name, when it is an error in the log
     */
    public record Attempt(Instant startedAt, long keyId, String project, boolean success, Optional<String> failure) {}
}
