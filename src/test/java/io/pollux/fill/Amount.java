package io.pollux.fill;

import java.time.Duration;
import java.time.Instant;

/**
 * How much of everything.
 *
 * @param keys shared out among the projects
 * @param calls over the span before {@code end}
 */
public record Amount(int keys, int projects, int calls, Duration span, Instant end) {
    /** From the properties fill.keys, fill.projects, fill.calls and fill.days. */
    public static Amount ofProperties(Instant now) {
        return new Amount(
                Integer.getInteger("fill.keys", 100_000),
                Integer.getInteger("fill.projects", 20_000),
                Integer.getInteger("fill.calls", 1_000_000),
                Duration.ofDays(Integer.getInteger("fill.days", 30)),
                now);
    }
}
