package io.pollux.journal.tally;

import java.time.Instant;
import java.util.Comparator;

/** A row of the table: whose calls, and when. In the order of the primary key, which all nodes write in. */
record Slot(Dimension dimension, String subject, Grain grain, Instant startsAt) implements Comparable<Slot> {
    private static final Comparator<Slot> ORDER = Comparator.comparing((Slot slot) -> slot.dimension.name())
            .thenComparing(Slot::subject)
            .thenComparing(slot -> slot.grain.name())
            .thenComparing(Slot::startsAt);

    /** The one of a coarser step that holds this one. */
    Slot in(Grain coarser) {
        return coarser == grain ? this : new Slot(dimension, subject, coarser, coarser.floor(startsAt));
    }

    @Override
    public int compareTo(Slot other) {
        return ORDER.compare(this, other);
    }
}
