package io.pollux;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * How fast time passes in the house: as it does, unless three system properties make a trial of it in which a day takes
 * minutes. At the real moment {@code pollux.time.zero} (milliseconds since the epoch) the clock shows
 * {@code pollux.time.start} (such as {@code 2026-11-21T07:00:00Z}), and it runs {@code pollux.time.speed} times as fast.
 * Deadlines of network connections stay real.
 *
 * @param speed 1 or more
 */
record TimeScale(double speed, Instant zero, Instant start) {
    private static final TimeScale USUAL = new TimeScale(1, Instant.EPOCH, Instant.EPOCH);

    static TimeScale ofProcess() {
        String speed = System.getProperty("pollux.time.speed", "");
        if (speed.isEmpty()) {
            return USUAL;
        }
        return new TimeScale(
                Double.parseDouble(speed),
                Instant.ofEpochMilli(Long.parseLong(System.getProperty("pollux.time.zero"))),
                Instant.parse(System.getProperty("pollux.time.start")));
    }

    Clock clock() {
        return equals(USUAL) ? Clock.systemUTC() : new Fast(this, ZoneOffset.UTC);
    }

    /** How long that is outside the house. */
    Duration real(Duration inside) {
        return equals(USUAL) ? inside : Duration.ofNanos((long) (inside.toNanos() / speed));
    }

    private Instant inside(Instant outside) {
        return start.plusNanos((long) (Duration.between(zero, outside).toNanos() * speed));
    }

    private static final class Fast extends Clock {
        private final TimeScale timeScale;
        private final ZoneId zone;

        Fast(TimeScale timeScale, ZoneId zone) {
            this.timeScale = timeScale;
            this.zone = zone;
        }

        @Override
        public Instant instant() {
            return timeScale.inside(Clock.systemUTC().instant());
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new Fast(timeScale, other);
        }
    }
}
