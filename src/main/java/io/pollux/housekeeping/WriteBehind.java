package io.pollux.housekeeping;

import io.pollux.pool.Changes;
import io.pollux.pool.KeyPool;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Consumer;

/** Carries what the pool learns to the database. What the database does not take goes back to the pool and is merged. */
final class WriteBehind {
    private static final System.Logger LOG = System.getLogger(WriteBehind.class.getName());

    private final KeyPool pool;
    private final Consumer<Changes> notes;
    private final Consumer<Changes> cooldowns;

    /**
     * @param notes writes the notes of a batch, all or none
     * @param cooldowns writes what a batch puts on the shelf and takes off it, all or nothing
     */
    WriteBehind(KeyPool pool, Consumer<Changes> notes, Consumer<Changes> cooldowns) {
        this.pool = pool;
        this.notes = notes;
        this.cooldowns = cooldowns;
    }

    /** Writes all there is. Throws what the database throws; nothing is lost by that. */
    void run() {
        for (Changes batch = pool.changes(); !batch.isEmpty(); batch = pool.changes()) {
            write(new Changes(batch.notes(), List.of(), List.of()), batch);
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

    /** In two parts, so that a failure of the second does not count the uses in the first twice. */
    private void write(Changes noted, Changes batch) {
        Changes cooled = new Changes(List.of(), batch.cooldowns(), batch.lifted());
        try {
            notes.accept(noted);
        } catch (RuntimeException e) {
            pool.undelivered(batch);
            throw e;
        }
        pool.delivered(noted);
        try {
            cooldowns.accept(cooled);
        } catch (RuntimeException e) {
            pool.undelivered(cooled);
            throw e;
        }
    }
}
