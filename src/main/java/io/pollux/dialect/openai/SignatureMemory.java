package io.pollux.dialect.openai;

import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers the function and the thought signature of tool calls that went out, by caller and call id, for clients that
 * do not send them back. Bounded in age, and in bytes for one caller and for all together: the call used longest ago goes
 * first, at the caller who has been quiet longest. What is forgotten costs the model its train of thought, nothing else.
 *
 * <p>Shared by all calls; guarded by its own lock, which is held for microseconds and only when tools are used.
 */
final class SignatureMemory {
    private static final int ENTRY_COST = 200;

    private final Bounds bounds;
    private final Clock clock;
    private final LinkedHashMap<String, Shelf> shelves = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    SignatureMemory(Bounds bounds, Clock clock) {
        this.bounds = bounds;
        this.clock = clock;
    }

    synchronized void remember(String caller, String id, Call call) {
        Kept kept = new Kept(call, clock.millis(), ENTRY_COST + id.length() + call.size());
        if (kept.cost > bounds.callerBytes()) {
            return;
        }
        Shelf shelf = shelves.computeIfAbsent(caller, name -> new Shelf());
        forget(shelf, id);
        shelf.calls.put(id, kept);
        shelf.bytes += kept.cost;
        bytes += kept.cost;
        while (shelf.bytes > bounds.callerBytes()) {
            forgetEldest(shelf);
        }
        while (bytes > bounds.bytes()) {
            forgetEldest(quietest());
        }
    }

    synchronized Optional<Call> recall(String caller, String id) {
        Shelf shelf = shelves.get(caller);
        Kept kept = shelf == null ? null : shelf.calls.get(id);
        if (kept == null) {
            return Optional.empty();
        }
        if (clock.millis() - kept.since > bounds.age().toMillis()) {
            forget(shelf, id);
            return Optional.empty();
        }
        return Optional.of(kept.call);
    }

    synchronized long bytes() {
        return bytes;
    }

    private Shelf quietest() {
        Iterator<Shelf> all = shelves.values().iterator();
        Shelf shelf = all.next();
        while (shelf.calls.isEmpty()) {
            all.remove();
            shelf = all.next();
        }
        return shelf;
    }

    private void forgetEldest(Shelf shelf) {
        forget(shelf, shelf.calls.keySet().iterator().next());
    }

    private void forget(Shelf shelf, String id) {
        Kept gone = shelf.calls.remove(id);
        if (gone != null) {
            shelf.bytes -= gone.cost;
            bytes -= gone.cost;
        }
    }

    /**
     * How much is kept.
     *
     * @param bytes of all callers together, roughly
     * @param callerBytes of one caller, so that a busy one does not push out the others
     * @param age since the call went out
     */
    record Bounds(long bytes, long callerBytes, Duration age) {
        static final Bounds USUAL = new Bounds(32L << 20, 4L << 20, Duration.ofHours(24));
    }

    /** What is known of a call; the signature may be empty. */
    record Call(String name, String signature) {
        int size() {
            return name.length() + signature.length();
        }
    }

    private record Kept(Call call, long since, int cost) {}

    private static final class Shelf {
        private final Map<String, Kept> calls = new LinkedHashMap<>(16, 0.75f, true);
        private long bytes;
    }
}
