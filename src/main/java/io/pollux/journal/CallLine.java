package io.pollux.journal;

import io.pollux.exchange.Ending;
import io.pollux.exchange.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a client's call came to. A row that gemini-balance wrote stands as a call of one attempt: it did not say which
 * attempts belong together.
 *
 * @param callId empty in rows of gemini-balance
 * @param at when its first attempt began, or it was refused
 * @param client identifier of the caller
 * @param ending empty when the journal closed in the middle of it
 * @param status of the last attempt, or of the refusal
 * @param failure what the last attempt or the refusal was about; may be empty
 * @param waited for keys, in all; also by a call that got none in the end
 * @param attempts none when it was refused before
 */
public record CallLine(
        Place place,
        String callId,
        Instant at,
        String client,
        String clientName,
        String dialect,
        String operation,
        String model,
        Optional<Ending> ending,
        int status,
        String failure,
        Duration waited,
        Usage usage,
        List<CallAttempt> attempts) {
    /** All its attempts one after the other, and the waiting in between. */
    public Duration took() {
        return attempts.stream().map(CallAttempt::took).reduce(waited, Duration::plus);
    }

    /** From the beginning to the first byte of the answer; zero when there was none. */
    public Duration firstByte() {
        if (attempts.isEmpty() || attempts.get(attempts.size() - 1).firstByte().isZero()) {
            return Duration.ZERO;
        }
        CallAttempt last = attempts.get(attempts.size() - 1);
        return took().minus(last.took()).plus(last.firstByte());
    }

    CallLine with(Place anchor, List<CallAttempt> all) {
        return new CallLine(
                anchor,
                callId,
                all.isEmpty() ? at : all.get(0).startedAt(),
                client,
                clientName,
                dialect,
                operation,
                model,
                ending,
                status,
                failure,
                waited,
                usage,
                all);
    }
}
