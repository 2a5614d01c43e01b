package io.pollux.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far back the log page looks. */
public enum LogSpan {
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1)),
    WEEK(Duration.ofDays(7)),
    ALL(Duration.ZERO),
    CUSTOM(Duration.ZERO);

    private final Duration length;

    LogSpan(Duration length) {
        this.length = length;
    }

    /** Empty when there is no fixed beginning. */
    Optional<Instant> from(Instant now) {
        return length.isZero() ? Optional.empty() : Optional.of(now.minus(length));
    }
}
