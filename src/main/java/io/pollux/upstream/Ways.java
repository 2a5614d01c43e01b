package io.pollux.upstream;

import io.pollux.exchange.Failure;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Secret;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntUnaryOperator;

/** All ways out and how they do, whatever the settings name at the moment; chooses one for each call. */
final class Ways {
    private final Pace pace;
    private final Map<Egress, EgressHealth> healths = new ConcurrentHashMap<>();

    Ways(Pace pace) {
        this.pace = pace;
    }

    /** Forgets those that the settings no longer name. */
    void follow(Plan plan) {
        healths.keySet().retainAll(new HashSet<>(plan.egresses()));
    }

    EgressHealth health(Egress egress) {
        return healths.computeIfAbsent(egress, missing -> new EgressHealth(missing, pace));
    }

    List<EgressHealth> of(Plan plan) {
        return plan.egresses().stream().map(this::health).toList();
    }

    /**
     * The way for a call: its key's own, or the next that is open. Where none is the call is barred: it never goes direct
     * when there are proxies.
     */
    Passage passage(Plan plan, GeminiCall call, Secret key, Upstream.Listener listener, IntUnaryOperator chance) {
        Optional<Egress> open = plan.egress(key, chance, egress -> enter(egress, call));
        Optional<Failure> barred = open.isPresent() ? Optional.empty() : Optional.of(barred(plan, call));
        EgressHealth health = health(open.orElseGet(() -> plan.egress(key, chance)));
        return new Passage(health, call, Optional.of(listener), wanting -> closedFor(plan, wanting), barred);
    }

    /** For a call without a key, which goes that way whatever is known of it. */
    Passage check(Plan plan, EgressHealth health, GeminiCall call) {
        return new Passage(health, call, Optional.empty(), wanting -> closedFor(plan, wanting), Optional.empty());
    }

    private boolean enter(Egress egress, GeminiCall call) {
        return egress.kind() != Egress.Kind.UNUSABLE && health(egress).enter(call);
    }

    /** How long all ways are still closed; absent when one is open. */
    private Optional<Duration> closedFor(Plan plan, GeminiCall call) {
        return soonest(plan, call).map(health -> health.closedFor(call)).filter(left -> !left.isZero());
    }

    private Optional<EgressHealth> soonest(Plan plan, GeminiCall call) {
        return of(plan).stream()
                .filter(health -> health.egress().kind() != Egress.Kind.UNUSABLE)
                .min(Comparator.comparing(health -> health.closedFor(call)));
    }

    private Failure barred(Plan plan, GeminiCall call) {
        return soonest(plan, call).map(health -> closed(plan, health, call)).orElseGet(Broken::unusable);
    }

    private static Failure closed(Plan plan, EgressHealth soonest, GeminiCall call) {
        Duration left = soonest.closedFor(call);
        // Another call may just have been let through to find out
        Duration wait = left.isZero() ? Duration.ofSeconds(1) : left;
        return Broken.closed(plan.egresses().size(), soonest.egress(), soonest.reason(call), wait);
    }
}
