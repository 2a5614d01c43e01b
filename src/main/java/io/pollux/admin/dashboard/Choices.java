package io.pollux.admin.dashboard;

import io.pollux.admin.Office;
import io.pollux.journal.tally.Dimension;
import io.pollux.journal.tally.Grain;
import io.pollux.keys.StoredKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whose calls the charts can show: of each dimension those with the most calls, in the time that is looked at or of late,
 * and the one that is shown already.
 */
record Choices(Office office, DashboardFilter filter) {
    private static final int MOST = 30;

    List<Group> groups() {
        return Arrays.stream(Dimension.values())
                .filter(dimension -> dimension != Dimension.ALL)
                .map(dimension -> new Group(dimension, choices(dimension)))
                .filter(group -> !group.choices().isEmpty())
                .toList();
    }

    private List<Choice> choices(Dimension dimension) {
        List<String> subjects = new ArrayList<>(busiest(dimension));
        if (filter.dimension() == dimension && !subjects.contains(filter.subject())) {
            subjects.add(filter.subject());
        }
        return subjects.stream()
                .map(subject -> new Choice(DashboardFilter.lower(dimension) + ":" + subject, words(dimension, subject)))
                .toList();
    }

    /** There may be very many keys and projects, so only those of late are looked through. */
    private List<String> busiest(Dimension dimension) {
        Instant now = office.clock().instant();
        return switch (dimension) {
            case KEY, PROJECT -> office.tallies().subjects(dimension, Grain.HOUR, now.minus(Duration.ofHours(2)), MOST);
            default -> office.tallies().subjects(dimension, Grain.DAY, filter.from(now), MOST);
        };
    }

    private String words(Dimension dimension, String subject) {
        return switch (dimension) {
            case PROJECT -> subject.replaceFirst("^(vertex:)?project:", "");
            case KEY -> key(subject);
            default -> subject;
        };
    }

    private String key(String number) {
        return number.matches("\\d{1,18}")
                ? office.keys()
                        .snapshot(Long.parseLong(number))
                        .map(Choices::key)
                        .orElse(number)
                : number;
    }

    private static String key(StoredKey key) {
        return key.label().isEmpty() ? key.masked() : key.masked() + " " + key.label();
    }

    /** Those of one dimension. */
    public record Group(Dimension dimension, List<Choice> choices) {}

    /** What goes into the address, and what is read. */
    public record Choice(String of, String words) {}
}
