package io.pollux.journal;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a row stands among all rows, by time: what a page of the log begins behind. */
public record Place(Instant time, Origin origin, long id) implements Comparable<Place> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,15})([re])(\\d{1,18})");
    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::time).thenComparing(Place::origin).thenComparing(Place::id);

    /** Whose number it is. Rows of one moment are in this order. */
    enum Origin {
        REQUEST,
        ERROR
    }

    /** Reads what {@link #text} wrote; anything else is no place. */
    public static Optional<Place> of(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Place(
                Instant.ofEpochMilli(Long.parseLong(matcher.group(1))),
                matcher.group(2).equals("r") ? Origin.REQUEST : Origin.ERROR,
                Long.parseLong(matcher.group(3))));
    }

    /** Fit for an address. */
    public String text() {
        return time.toEpochMilli() + (origin == Origin.REQUEST ? "r" : "e") + id;
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
