package io.pollux.pool;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** The keys that are held back until a moment; whoever is added later is held as long or longer. Guarded by the pool's lock. */
final class Held {
    private final Set<KeyEntry> entries = new LinkedHashSet<>();
    private long wakesAt = Long.MAX_VALUE;

    void add(KeyEntry entry) {
        entries.add(entry);
        wakesAt = Math.min(wakesAt, entry.heldUntil());
    }

    void remove(KeyEntry entry) {
        entries.remove(entry);
    }

    boolean wakes(long now) {
        return now >= wakesAt;
    }

    /** Takes out those whose time has come, at most so many at once; returns how many. */
    int wake(long now, int atMost, Consumer<KeyEntry> free) {
        int woken = 0;
        wakesAt = Long.MAX_VALUE;
        for (Iterator<KeyEntry> all = entries.iterator(); all.hasNext(); ) {
            KeyEntry entry = all.next();
            if (woken == atMost || entry.heldUntil() > now) {
                wakesAt = entry.heldUntil();
                return woken;
            }
            all.remove();
            woken++;
            free.accept(entry);
        }
        return woken;
    }

    KeyEntry[] all() {
        return entries.toArray(KeyEntry[]::new);
    }
}
