package io.pollux.pool;

import java.time.Instant;
import java.time.ZoneId;

/**
 * The day of Google's daily quotas. It turns at midnight in California by that zone's own rules, so it has 23 or 25
 * hours on the nights that change the clocks.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/rate-limits">Gemini API: rate limits</a>
 */
public final class QuotaDay {
    private static final ZoneId CALIFORNIA = ZoneId.of("America/Los_Angeles");

    private QuotaDay() {}

    /** When the day that contains the moment is over: always later than the moment. */
    public static Instant endOf(Instant moment) {
        return moment.atZone(CALIFORNIA)
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(CALIFORNIA)
                .toInstant();
    }

    /** When the day that contains the moment began. */
    static Instant beginOf(Instant moment) {
        return moment.atZone(CALIFORNIA).toLocalDate().atStartOfDay(CALIFORNIA).toInstant();
    }

    /** Whether the day turned between the two. */
    static boolean turned(Instant earlier, Instant later) {
        return !later.isBefore(endOf(earlier));
    }
}
