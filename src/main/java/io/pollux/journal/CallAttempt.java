package io.pollux.journal;

import java.time.Duration;
import java.time.Instant;

/**
 * One sending of a call.
 *
 * @param keyId 0 when the row is older than Pollux
 * @param status Google's; 0 when there was none
 * @param fault whose fault a failure was; empty when it was none, or is not known
 * @param failure what Pollux concluded; empty likewise
 * @param passedOver which keys it did not get and why, for a person; may be empty
 */
public record CallAttempt(
        int number,
        String maskedKey,
        long keyId,
        String egress,
        int status,
        Instant startedAt,
        Duration firstByte,
        Duration took,
        String fault,
        String failure,
        String passedOver) {}
