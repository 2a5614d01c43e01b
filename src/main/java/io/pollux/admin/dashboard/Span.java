package io.pollux.admin.dashboard;

import java.time.Duration;

/** How far back the charts look. */
public enum Span {
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1)),
    WEEK(Duration.ofDays(7)),
    MONTH(Duration.ofDays(30)),
    CUSTOM(Duration.ofDays(1));

    private final Duration length;

    Span(Duration length) {
        this.length = length;
    }

    /** Of the one without a fixed beginning, what is taken when none is given. */
    Duration length() {
        return length;
    }
}
