package io.pollux.journal.tally;

import java.time.Duration;
import java.time.Instant;

/** A step of time that calls are counted in. Steps begin at whole minutes, hours and days of UTC. */
public enum Grain {
    TEN_SECONDS(Duration.ofSeconds(10), Duration.ofHours(1)),
    MINUTE(Duration.ofMinutes(1), Duration.ofDays(2)),
    HOUR(Duration.ofHours(1), Duration.ofDays(400)),
    DAY(Duration.ofDays(1), Duration.ofDays(400));

    private static final Duration KEPT_OF_MANY = Duration.ofDays(31);

    private final Duration length;
    private final Duration kept;

    Grain(Duration length, Duration kept) {
        this.length = length;
        this.kept = kept;
    }

    public Duration length() {
        return length;
    }

    /** The beginning of the step that a moment lies in. */
    public Instant floor(Instant moment) {
        long seconds = length.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), seconds) * seconds);
    }

    /** How long its rows are kept at least. */
    public Duration kept(Dimension dimension) {
        return dimension.many() ? KEPT_OF_MANY : kept;
    }
}
