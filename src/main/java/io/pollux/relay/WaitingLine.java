package io.pollux.relay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Those that wait for keys of one kind for one model: the callers take turns, and each caller's own calls go in the order
 * in which they came. Used in the {@link WaitingRoom}'s mailbox only.
 */
final class WaitingLine {
    /** The callers in the order of their turns; none without a guest. */
    private final Map<String, Set<Guest>> callers = new LinkedHashMap<>();

    void add(Guest guest) {
        callers.computeIfAbsent(guest.caller(), caller -> new LinkedHashSet<>()).add(guest);
    }

    /** Returns whether it was there. */
    boolean remove(Guest guest) {
        Set<Guest> own = callers.getOrDefault(guest.caller(), Set.of());
        if (!own.contains(guest)) {
            return false;
        }
        own.remove(guest);
        if (own.isEmpty()) {
            callers.remove(guest.caller());
        }
        return true;
    }

    /** Takes out a guest whose turn has come; its caller's next turn comes after everybody else's. */
    void serve(Guest guest) {
        remove(guest);
        Set<Guest> rest = callers.remove(guest.caller());
        if (rest != null) {
            callers.put(guest.caller(), rest);
        }
    }

    boolean empty() {
        return callers.isEmpty();
    }

    /** All who wait in the order in which they are served if nothing comes between. */
    List<Guest> inTurn() {
        List<Guest> order = new ArrayList<>();
        Deque<Iterator<Guest>> turns = new ArrayDeque<>();
        callers.values().stream().map(Collection::iterator).forEach(turns::add);
        while (!turns.isEmpty()) {
            Iterator<Guest> turn = turns.remove();
            order.add(turn.next());
            if (turn.hasNext()) {
                turns.add(turn);
            }
        }
        return order;
    }
}
