package io.pollux.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Tells moments as people do, by how far they are from now. */
@Named
@RequestScoped
public class Moments {
    private static final DateTimeFormatter PLAIN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    @Inject
    private OfficeDoor door;

    /** As "in 4 min" or "3 h ago". */
    public String near(Instant moment) {
        Span span = Span.of(Duration.between(now(), moment));
        return Texts.say(span.text(), span.count());
    }

    /** For a browser that knows no better; scripts replace it by the reader's own time. */
    public String plain(Instant moment) {
        return PLAIN.format(moment);
    }

    /** As a browser's field for date and time writes it; we say that it is UTC. Empty when no call can be of that time. */
    public static Optional<Instant> typed(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC))
                    .filter(moment -> !moment.isBefore(Instant.EPOCH))
                    .filter(moment -> moment.isBefore(END));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** How many milliseconds are left, for a script that counts them down. */
    public long left(Instant moment) {
        return Math.max(0, Duration.between(now(), moment).toMillis());
    }

    private Instant now() {
        return door.office().map(Office::clock).orElseGet(Clock::systemUTC).instant();
    }

    /**
     * How far something is away.
     *
     * @param text the name of the text that says it
     * @param count of its units
     */
    record Span(String text, long count) {
        static Span of(Duration away) {
            String direction = away.isNegative() ? "moment.ago." : "moment.in.";
            Duration distance = away.abs();
            if (distance.toSeconds() < 5) {
                return new Span("moment.now", 0);
            }
            if (distance.toMinutes() < 1) {
                return new Span(direction + "seconds", distance.toSeconds());
            }
            if (distance.toHours() < 1) {
                return new Span(direction + "minutes", distance.toMinutes());
            }
            return distance.toHours() < 48
                    ? new Span(direction + "hours", distance.toHours())
                    : new Span(direction + "days", distance.toDays());
        }
    }
}
