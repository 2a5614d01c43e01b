package io.pollux.pool;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * That some projects may not be asked for a model at the moment, for pages.
 *
 * @param model {@link PoolDesk#EVERY_MODEL} for all of them
 * @param projects how many
 * @param of how many projects there are
 * @param first when the first of them may be asked again
 * @param last when the last one may
 * @param named those that wait longest, a few of them
 */
public record Exhausted(String model, int projects, int of, Instant first, Instant last, List<Wait> named) {
    private static final int MOST_NAMED = 3;

    /** One of them: its scope, until when and why. */
    public record Wait(String scope, Instant until, String reason) {}

    /** @param beyond what ends before does not count */
    static Optional<Exhausted> of(Lane lane, int all, Instant beyond) {
        List<Wait> waits = new ArrayList<>();
        for (Project project : lane.benched()) {
            Cooldown cooldown = lane.bench(project).cooldown();
            if (cooldown.on(beyond) && cooldown.provenance() != Cooldown.Provenance.MANUAL) {
                waits.add(new Wait(project.scope(), cooldown.until(), cooldown.reason()));
            }
        }
        if (waits.isEmpty()) {
            return Optional.empty();
        }
        waits.sort(Comparator.comparing(Wait::until).reversed());
        return Optional.of(new Exhausted(
                lane.model(),
                waits.size(),
                all,
                waits.get(waits.size() - 1).until(),
                waits.get(0).until(),
                List.copyOf(waits.subList(0, Math.min(waits.size(), MOST_NAMED)))));
    }
}
