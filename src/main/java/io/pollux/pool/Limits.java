package io.pollux.pool;

import io.pollux.exchange.Quota;
import io.pollux.settings.Settings;
import java.util.Map;

/** The limits that the settings name, by model: a whole name, or the beginning of names with a star behind it. */
final class Limits {
    private final Map<String, Map<Quota, Long>> byName;

    Limits(Settings settings) {
        this.byName = settings.get(Settings.POLLUX_QUOTA_LIMITS);
    }

    /** Those of the longest name that fits; a whole name beats every beginning. */
    Map<Quota, Long> of(String model) {
        Map<Quota, Long> found = byName.get(model);
        if (found != null || model.startsWith(":")) {
            return found == null ? Map.of() : found;
        }
        int longest = -1;
        for (Map.Entry<String, Map<Quota, Long>> entry : byName.entrySet()) {
            String name = entry.getKey();
            if (name.endsWith("*")
                    && name.length() > longest
                    && model.startsWith(name.substring(0, name.length() - 1))) {
                longest = name.length();
                found = entry.getValue();
            }
        }
        return found == null ? Map.of() : found;
    }
}
