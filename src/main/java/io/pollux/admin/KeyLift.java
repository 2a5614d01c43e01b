package io.pollux.admin;

import io.pollux.pool.Rest;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ends cool-downs by hand. Where a project rests for its limits' sake, they are waived until it would have rested. */
final class KeyLift {
    private final Map<String, Map<String, Instant>> waived = new HashMap<>();

    private KeyLift() {}

    static void one(Office office, long keyId, String model) {
        KeyLift lift = new KeyLift();
        lift.waive(office.pool().lift(keyId, model));
        office.projects().waive(lift.waived);
    }

    static void all(Office office, Collection<Long> keyIds) {
        KeyLift lift = new KeyLift();
        keyIds.forEach(id -> lift.waive(office.pool().lift(id)));
        office.projects().waive(lift.waived);
    }

    private void waive(List<Rest> rests) {
        rests.forEach(rest ->
                waived.computeIfAbsent(rest.scope(), unused -> new HashMap<>()).put(rest.model(), rest.until()));
    }
}
