package io.pollux.pool;

import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Quota;
import io.pollux.settings.Settings;
import java.util.Locale;
import java.util.Map;

/**
 * The limits that the settings name, by model: a whole name, or the beginning of names with a star behind it. Paid projects
 * and Vertex have quotas of their own, so their models go by a name of their own: {@code paid:} or {@code vertex:} and the
 * model.
 */
record Limits(Map<String, Map<Quota, Long>> byName) {
    Limits(Settings settings) {
        this(settings.get(Settings.POLLUX_QUOTA_LIMITS));
    }

    Map<Quota, Long> of(KeyKind kind, String model) {
        return of(kind == KeyKind.GEMINI ? "" : kind.name().toLowerCase(Locale.ROOT) + ":", model);
    }

    /** For limits of one project, whose kind is known: no name of theirs says it. */
    Map<Quota, Long> of(String model) {
        return of("", model);
    }

    /** Those of the longest name that fits; a whole name beats every beginning. */
    private Map<Quota, Long> of(String kind, String model) {
        String asked = kind + model;
        Map<Quota, Long> found = byName.get(asked);
        if (found != null || Booking.apart(model)) {
            return found == null ? Map.of() : found;
        }
        int longest = -1;
        for (Map.Entry<String, Map<Quota, Long>> entry : byName.entrySet()) {
            String name = entry.getKey();
            if (name.endsWith("*") && name.length() > longest && asked.startsWith(withoutStar(name))) {
                longest = name.length();
                found = entry.getValue();
            }
        }
        return found == null ? Map.of() : found;
    }

    private static String withoutStar(String name) {
        return name.substring(0, name.length() - 1);
    }
}
