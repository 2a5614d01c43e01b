package io.pollux.pool;

import io.pollux.exchange.KeyKind;
import io.pollux.exchange.PassedOver;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The keys' turns at one model, or at all models that have no lane of their own, and the projects benched there. Guarded
 * by the pool's lock.
 */
final class Lane {
    private final String model;
    private final Map<List<KeyKind>, Count> counts = new HashMap<>(4);
    private final Map<Project, Seat> seats = new HashMap<>();
    private final PriorityQueue<Seat> waking = new PriorityQueue<>(Comparator.comparingLong(seat -> seat.wakesAt));
    private Ring[] rings = {};
    private PassedOver passedOver = PassedOver.NOBODY;
    private Tier chosen;
    private Tier[] among = {};
    private long passedEdition = -1;
    private long edition;

    /** A lane in which every key is still to be admitted. */
    Lane(String model) {
        this.model = model;
    }

    /** A lane that begins with the turns of another. */
    Lane(String model, Lane pattern) {
        this.model = model;
        rings = pattern.rings.clone();
        Arrays.setAll(rings, tier -> rings[tier] == null ? null : rings[tier].copy());
    }

    String model() {
        return model;
    }

    Ring ring(Tier tier) {
        int number = tier.number();
        if (number >= rings.length) {
            rings = Arrays.copyOf(rings, number + 1);
        }
        if (rings[number] == null) {
            rings[number] = new Ring(tier);
        }
        return rings[number];
    }

    /** How many keys of a kind are ready. */
    int ready(KeyKind kind) {
        int ready = 0;
        for (Ring ring : rings) {
            ready += ring != null && ring.tier().kind() == kind ? ring.count() : 0;
        }
        return ready;
    }

    /** A count over all keys of some kinds, kept as long as the edition says that it would come out the same. */
    Shortage shortage(List<KeyKind> kinds, long asOf, Supplier<Shortage> count) {
        Count known = counts.get(kinds);
        if (known == null || known.edition != asOf) {
            known = new Count(asOf, count.get());
            counts.put(kinds, known);
        }
        return known.shortage;
    }

    /** Whom a choice of that tier among those passes over; null unless it was kept and nothing has changed since. */
    PassedOver passedOver(Tier tier, Tier[] tiers, long asOf) {
        return passedEdition == asOf && chosen == tier && among == tiers ? passedOver : null;
    }

    PassedOver keep(PassedOver names, Tier tier, Tier[] tiers, long asOf) {
        passedOver = names;
        chosen = tier;
        among = tiers;
        passedEdition = asOf;
        return names;
    }

    /** Grows with every change that can alter which key is ready, or when. */
    long edition() {
        return edition;
    }

    void admit(KeyEntry entry) {
        edition++;
        ring(entry.tier()).admit(entry);
    }

    void bar(KeyEntry entry) {
        edition++;
        ring(entry.tier()).bar(entry.place());
    }

    boolean admits(KeyEntry entry) {
        return ring(entry.tier()).holds(entry.place());
    }

    Bench bench(Project project) {
        Seat seat = seats.get(project);
        return seat == null ? Bench.NONE : seat.bench;
    }

    void seat(Project project, Bench bench, Instant now) {
        edition++;
        Seat next = new Seat(project, bench, bench.on(now) ? bench.cooldown().until() : bench.forgettableAt());
        Seat seat = seats.get(project);
        if (seat != null && seat.wakesAt <= next.wakesAt) {
            // Stays in the queue under its earlier time: whoever wakes too early sits down again.
            seat.bench = bench;
            return;
        }
        seats.put(project, next);
        waking.add(next);
    }

    /** Forgets a project's bench; says nothing to its keys. */
    void clear(Project project) {
        if (seats.remove(project) != null) {
            edition++;
        }
    }

    boolean wakes(long nowMillis) {
        Seat first = waking.peek();
        return first != null && first.wakesAt <= nowMillis;
    }

    /** Ends what has run out, at most so many at once; says whose bench is over, and how many were looked at. */
    int wake(long nowMillis, int atMost, Consumer<Project> free) {
        Instant now = Instant.ofEpochMilli(nowMillis);
        int looked = 0;
        while (looked < atMost && wakes(nowMillis)) {
            Seat seat = waking.remove();
            looked++;
            if (seats.get(seat.project) == seat) {
                wake(seat, now, free);
            }
        }
        return looked;
    }

    private void wake(Seat seat, Instant now, Consumer<Project> free) {
        edition++;
        seats.remove(seat.project);
        if (seat.bench.forgettableAt().isAfter(now)) {
            seat(seat.project, seat.bench, now);
        }
        if (!seat.bench.on(now)) {
            free.accept(seat.project);
        }
    }

    /** Whether a bench in it was put there by hand. */
    boolean heldByHand() {
        return seats.values().stream().anyMatch(seat -> seat.bench.told().provenance() == Cooldown.Provenance.MANUAL);
    }

    boolean empty() {
        return seats.isEmpty();
    }

    int size() {
        return seats.size();
    }

    Collection<Project> benched() {
        return seats.keySet();
    }

    private record Count(long edition, Shortage shortage) {}

    /** One project's bench and its place in the queue of those whose time runs out. */
    private static final class Seat {
        private final Project project;
        private final long wakesAt;
        private Bench bench;

        /** Wakes rounded up, so that the bench is truly over when its time has come. */
        Seat(Project project, Bench bench, Instant wakes) {
            this.project = project;
            this.bench = bench;
            this.wakesAt = wakes.plusNanos(999_999).toEpochMilli();
        }
    }
}
