package io.pollux.journal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a row stands in a list that is sorted by a figure: rows of one figure are told apart by their places. */
public record Rank(long figure, Place place) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\.([0-9re]+)");

    /** Reads what {@link #text} wrote; anything else is no rank. */
    public static Optional<Rank> of(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Place.of(matcher.group(2)).map(place -> new Rank(Long.parseLong(matcher.group(1)), place))
                : Optional.empty();
    }

    /** Fit for an address. */
    public String text() {
        return Math.max(0, figure) + "." + place.text();
    }
}
