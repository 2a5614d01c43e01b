package io.pollux.journal.tally;

import io.pollux.storage.UtcTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What calls add up to as whole rows of the two tables, for a database that is filled and not lived in: the same sums as the
 * journal's, without those that would have been forgotten by the end. Used by one thread at a time.
 */
public final class TallyRows {
    private static final String ROW = "dimension, subject, grain, starts_at, ";

    /** Columns of t_pollux_tally, and what becomes of a row that is there. */
    public static final String SUMS = ROW + String.join(", ", Sums.COLUMNS);

    public static final String ADD_SUMS = " ON DUPLICATE KEY UPDATE "
            + Sums.COLUMNS.stream()
                    .map(column -> column + " = " + column + " + VALUES(" + column + ")")
                    .collect(Collectors.joining(", "));

    /** Columns of t_pollux_tally_failure, and what becomes of a row that is there. */
    public static final String FAILURES = ROW + "failure, times";

    public static final String ADD_FAILURES = " ON DUPLICATE KEY UPDATE times = times + VALUES(times)";

    private final Instant end;
    private final Crowd crowd = new Crowd();

    public TallyRows(Instant end) {
        this.end = end;
    }

    /** In the order of the primary keys. */
    public void of(List<Counted> calls, Consumer<Object[]> sums, Consumer<Object[]> failures) {
        SortedMap<Slot, Sums> all = Tally.of(calls, crowd);
        all.forEach((slot, sum) -> {
            if (kept(slot)) {
                sums.accept(row(slot, sum));
                sum.failuresInOrder().forEach((failure, times) -> failures.accept(row(slot, failure, times)));
            }
        });
    }

    private boolean kept(Slot slot) {
        Instant before = slot.grain().floor(end.minus(slot.grain().kept(slot.dimension())));
        return !slot.startsAt().isBefore(before);
    }

    private static Object[] row(Slot slot, Sums sums) {
        List<Object> cells = new ArrayList<>(named(slot));
        for (int column = 0; column < Sums.COLUMNS.size(); column++) {
            cells.add(sums.number(column));
        }
        return cells.toArray();
    }

    private static Object[] row(Slot slot, String failure, long times) {
        List<Object> cells = new ArrayList<>(named(slot));
        cells.add(failure);
        cells.add(times);
        return cells.toArray();
    }

    private static List<Object> named(Slot slot) {
        return List.of(slot.dimension().name(), slot.subject(), slot.grain().name(), UtcTime.column(slot.startsAt()));
    }
}
