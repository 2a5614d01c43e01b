package io.pollux.journal;

import java.time.Instant;

/**
 * An attempt that failed, or a refusal that no attempt explains.
 *
 * @param callId empty in rows of gemini-balance
 * @param attempt 0 when there was none
 * @param words Google's, or ours when it said nothing; the beginning, if they are very long
 * @param recorded whether the request was kept
 */
public record ErrorLine(
        Place place,
        String callId,
        int attempt,
        Instant at,
        String client,
        String clientName,
        String dialect,
        String type,
        String model,
        String maskedKey,
        long keyId,
        String egress,
        int status,
        String fault,
        String failure,
        String words,
        boolean recorded) {
    /** Its number in the table. */
    public long id() {
        return place.id();
    }
}
