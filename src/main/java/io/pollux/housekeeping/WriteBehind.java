package io.pollux.housekeeping;

import io.pollux.pool.Changes;
import io.pollux.pool.KeyPool;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Carries what the pool learns to the database. What the database does not take goes back to the pool and is merged. */
final class WriteBehind {
    private static final System.Logger LOG = System.getLogger(WriteBehind.class.getName());

    private final KeyPool pool;
    private final Consumer<Changes> notes;
    private final Consumer<Changes> uses;
    private final Consumer<Changes> shelf;

    /**
     * @param notes writes the notes of a batch, all or none
     * @param uses adds what a batch counted to what is written down, all or none
     * @param shelf writes what a batch puts on the shelf and takes off it, all or nothing
     */
    WriteBehind(KeyPool pool, Consumer<Changes> notes, Consumer<Changes> uses, Consumer<Changes> shelf) {
        this.pool = pool;
        this.notes = notes;
        this.uses = uses;
        this.shelf = shelf;
    }

    /** Writes all there is. Throws what the database throws; nothing is lost by that. */
    void run() {
        for (Changes batch = pool.changes(); !batch.isEmpty(); batch = pool.changes()) {
            write(batch);
        }
    }

    /** For the end of the house, when there is no later. */
    void last() {
        try {
            run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The last news of keys could not be written down: {0}", e.getMessage());
        }
    }

    /** In parts, so that a failure of one does not count what the parts before it added twice. */
    private void write(Changes batch) {
        Deque<Part> left = new ArrayDeque<>(List.of(
                new Part(batch.noted(), notes), new Part(batch.counted(), uses), new Part(batch.shelved(), shelf)));
        try {
            while (!left.isEmpty()) {
                left.element().write();
                pool.delivered(left.remove().changes());
            }
        } finally {
            left.forEach(part -> pool.undelivered(part.changes()));
        }
    }

    private record Part(Changes changes, Consumer<Changes> writer) {
        void write() {
            if (!changes.isEmpty()) {
                writer.accept(changes);
            }
        }
    }
}
