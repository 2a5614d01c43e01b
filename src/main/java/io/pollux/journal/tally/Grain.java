package io.pollux.journal.tally;

import java.time.Duration;
import java.time.Instant;

/** A step of time that calls are counted in. Steps begin at whole minutes, hours and days of UTC. */
public enum Grain {
    TEN_SECONDS(Duration.ofSeconds(10), Duration.ofHours(1), Duration.ofHours(1)),
    MINUTE(Duration.ofMinutes(1), Duration.ofDays(2), Duration.ofHours(3)),
    HOUR(Duration.ofHours(1), Duration.ofDays(400), Duration.ofDays(2)),
    DAY(Duration.ofDays(1), Duration.ofDays(400), Duration.ofDays(100));

    private final Duration length;
    private final Duration kept;
    private final Duration keptOfMany;

    Grain(Duration length, Duration kept, Duration keptOfMany) {
        this.length = length;
        this.kept = kept;
        this.keptOfMany = keptOfMany;
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
        return dimension.many() ? keptOfMany : kept;
    }
}
