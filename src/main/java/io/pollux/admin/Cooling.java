package io.pollux.admin;

import io.pollux.pool.Cooldown;
import io.pollux.pool.PoolDesk;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** That a project is not asked for a model, for pages. */
public record Cooling(String model, Cooldown cooldown) {
    /** The one that is ready first in front. */
    public static List<Cooling> of(Map<String, Cooldown> cooldowns) {
        return cooldowns.entrySet().stream()
                .map(entry -> new Cooling(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Cooling::until).thenComparing(Cooling::model))
                .toList();
    }

    public boolean everything() {
        return model.equals(PoolDesk.EVERY_MODEL);
    }

    public String name() {
        return model.startsWith(":") ? model.substring(1) : model;
    }

    public Instant until() {
        return cooldown.until();
    }

    public String reason() {
        return cooldown.reason();
    }

    public Cooldown.Provenance provenance() {
        return cooldown.provenance();
    }
}
