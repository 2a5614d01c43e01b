package io.pollux.admin;

import io.pollux.storage.DatabaseUnavailable;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * Something that is done to more keys than one waits for: piece after piece, so that calls and other people have the
 * database between two of them. What is done when it is stopped stays done.
 */
public final class KeyErrand {
    /** So many keys are changed while somebody waits. */
    static final int PIECE = 500;

    private static final System.Logger LOG = System.getLogger(KeyErrand.class.getName());

    private final Deed deed;
    private final long[] ids;
    private final Instant began;
    /** Both written by whoever does it; the state also by whoever stops it, under the lock. */
    private volatile int done;

    private volatile State state = State.RUNNING;

    /** How far it has come. */
    public enum State {
        RUNNING,
        DONE,
        STOPPED,
        FAILED
    }

    KeyErrand(Deed deed, Collection<Long> ids, Instant began) {
        this.deed = deed;
        this.ids = ids.stream().mapToLong(Long::longValue).toArray();
        this.began = began;
    }

    /** @param office as it is at each piece: the house may be closed meanwhile */
    void run(Supplier<Office> office) {
        try {
            for (int start = 0; state == State.RUNNING && start < ids.length; start += PIECE) {
                List<Long> piece = piece(start);
                deed.change(office.get(), piece, began);
                done = start + piece.size();
            }
            end(State.DONE);
        } catch (DatabaseUnavailable away) {
            LOG.log(
                    Level.WARNING,
                    "{0} of keys ended at {1} of {2}: {3}",
                    deed.name(),
                    done,
                    ids.length,
                    away.getMessage());
            end(State.FAILED);
        } catch (RuntimeException fault) {
            LOG.log(Level.ERROR, deed.name() + " of keys ended at " + done + " of " + ids.length, fault);
            end(State.FAILED);
        }
    }

    private List<Long> piece(int start) {
        List<Long> piece = new ArrayList<>(PIECE);
        for (int i = start; i < Math.min(ids.length, start + PIECE); i++) {
            piece.add(ids[i]);
        }
        return piece;
    }

    public void stop() {
        end(State.STOPPED);
    }

    private synchronized void end(State how) {
        if (state == State.RUNNING) {
            state = how;
        }
    }

    public String getDeed() {
        return deed.name();
    }

    public int getTotal() {
        return ids.length;
    }

    public int getDone() {
        return done;
    }

    public int getPercent() {
        return ids.length == 0 ? 100 : (int) (done * 100L / ids.length);
    }

    public State getState() {
        return state;
    }

    public boolean isRunning() {
        return state == State.RUNNING;
    }
}
