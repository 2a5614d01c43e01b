package io.pollux.pool;

import io.pollux.exchange.KeyKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The keys of one kind and priority, each at a place of its own. Rings hold places, not keys: a key has the same place in
 * all of them. Guarded by the pool's lock.
 */
final class Tier {
    private final KeyKind kind;
    private final int priority;
    private final int number;
    private final List<KeyEntry> places = new ArrayList<>();
    private final Deque<Integer> free = new ArrayDeque<>();

    /** @param number names it among all tiers */
    Tier(KeyKind kind, int priority, int number) {
        this.kind = kind;
        this.priority = priority;
        this.number = number;
    }

    KeyKind kind() {
        return kind;
    }

    int priority() {
        return priority;
    }

    int number() {
        return number;
    }

    /** Null when the place is free. */
    KeyEntry at(int place) {
        return places.get(place);
    }

    /** How many there are, free ones included. */
    int places() {
        return places.size();
    }

    int enrolled() {
        return places.size() - free.size();
    }

    void enter(KeyEntry entry) {
        int place = free.isEmpty() ? places.size() : free.pop();
        if (place == places.size()) {
            places.add(entry);
        } else {
            places.set(place, entry);
        }
        entry.sit(this, place);
    }

    void leave(KeyEntry entry) {
        places.set(entry.place(), null);
        free.push(entry.place());
        entry.leave();
    }
}
