package io.pollux.pool;

import io.pollux.keys.KeyNote;
import java.time.Instant;
import java.util.Optional;

/**
 * How many calls one key has been lent for in a Pacific day: what this node counted, what of it is written down, and what the
 * other nodes counted. Remembers the latest day alone. Guarded by the pool's lock.
 */
final class DayCalls {
    private long ends;
    private long here;
    /** Handed to whoever writes, and of that what has arrived. */
    private long handed;

    private long written;
    private long others;

    /** Of all nodes in the day that ends then. */
    long in(long dayEnds) {
        return dayEnds == ends ? here + others : 0;
    }

    void count(long dayEnds) {
        become(dayEnds);
        here++;
    }

    /** A call of that day turns out not to count. What is over stays as it is. */
    void discount(long dayEnds) {
        if (dayEnds == ends) {
            here--;
        }
    }

    /**
     * What the table holds: the sum of what all nodes have written. Our own part of it is what we know to have arrived. To be
     * told only while nothing of ours is on its way.
     */
    void heard(long dayEnds, long sum) {
        become(dayEnds);
        others = Math.max(0, sum - written);
    }

    /** What has come up since the last time. */
    Optional<KeyNote.Day> note() {
        long more = here - handed;
        handed = here;
        return more == 0 ? Optional.empty() : Optional.of(new KeyNote.Day(Instant.ofEpochMilli(ends), more));
    }

    void delivered(KeyNote.Day day) {
        if (day.ends().toEpochMilli() == ends) {
            written = Math.min(handed, written + day.calls());
        }
    }

    void undelivered(KeyNote.Day day) {
        if (day.ends().toEpochMilli() == ends) {
            handed -= day.calls();
        }
    }

    private void become(long dayEnds) {
        if (dayEnds != ends) {
            ends = dayEnds;
            here = 0;
            handed = 0;
            written = 0;
            others = 0;
        }
    }
}
