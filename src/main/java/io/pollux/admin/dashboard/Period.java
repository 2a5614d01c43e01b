package io.pollux.admin.dashboard;

import io.pollux.journal.tally.Dimension;
import io.pollux.journal.tally.Grain;
import io.pollux.journal.tally.Sums;
import io.pollux.journal.tally.TallyReader;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** The periods that gemini-balance told its numbers for: the month is the calendar's, the others end now. */
public enum Period {
    MINUTE(Grain.TEN_SECONDS, Duration.ofMinutes(1)),
    HOUR(Grain.MINUTE, Duration.ofHours(1)),
    DAY(Grain.MINUTE, Duration.ofDays(1)),
    MONTH(Grain.HOUR, Duration.ZERO);

    private final Grain grain;
    private final Duration length;

    Period(Grain grain, Duration length) {
        this.grain = grain;
        this.length = length;
    }

    /** What it adds up to, to the step that its beginning lies in. */
    Sums sums(TallyReader tallies, Instant now, ZoneId zone) {
        Instant from = length.isZero() ? month(now, zone) : now.minus(length);
        return tallies.total(Dimension.ALL, Dimension.EVERYTHING, grain, grain.floor(from), now.plus(grain.length()));
    }

    private static Instant month(Instant now, ZoneId zone) {
        return now.atZone(zone).truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).toInstant();
    }
}
