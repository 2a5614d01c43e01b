package io.pollux.admin;

import io.pollux.journal.Measure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** By what the rows of a view of the log can be sorted, other than by time. Named as the columns of the page are. */
enum LogSort {
    TOTAL(Measure.TOOK),
    FIRST(Measure.FIRST_BYTE),
    TOKENS(Measure.TOKENS),
    TRIES(Measure.ATTEMPTS),
    /** Of errors. */
    STATUS(null);

    private final Measure measure;

    LogSort(Measure measure) {
        this.measure = measure;
    }

    /** Of calls. */
    Measure measure() {
        return measure;
    }

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param view as an address names it, empty for calls */
    static List<LogSort> of(String view) {
        return switch (view) {
            case "" -> List.of(TOTAL, FIRST, TOKENS, TRIES);
            case "errors" -> List.of(STATUS);
            default -> List.of();
        };
    }

    static Optional<LogSort> named(String column) {
        return Arrays.stream(values())
                .filter(sort -> sort.column().equals(column))
                .findFirst();
    }
}
