package io.pollux.journal;

import io.pollux.exchange.Ending;
import java.time.Instant;
import java.util.Optional;

/**
 * Which rows are asked for. An empty text, a status of 0 and what is absent let everything through.
 *
 * @param client identifier or name
 * @param key the masked form, or the number of the key
 * @param model a name, or the beginning of one and a star
 * @param outcome how the call ended
 * @param status of the last attempt; with a key, of that key's last attempt
 * @param text anywhere in Google's words
 * @param from the first moment
 * @param until the moment after the last
 */
public record LogQuery(
        String callId,
        String client,
        String key,
        String model,
        String dialect,
        Optional<Ending> outcome,
        int status,
        String text,
        Optional<Instant> from,
        Optional<Instant> until) {
    public static final LogQuery EVERYTHING =
            new LogQuery("", "", "", "", "", Optional.empty(), 0, "", Optional.empty(), Optional.empty());

    /** The same of another time. */
    LogQuery between(Instant first, Instant end) {
        return new LogQuery(
                callId, client, key, model, dialect, outcome, status, text, Optional.of(first), Optional.of(end));
    }
}
