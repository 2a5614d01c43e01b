package io.pollux.admin.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.pollux.admin.Office;
import io.pollux.settings.Setting;
import io.pollux.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The few settings that the load balancers have, over those of Pollux that do the same. What Pollux does not need to be told
 * has the value that describes it: how long a failing project rests it learns from Google, and it passes a failed call on at
 * once.
 */
public record BalancerSettings(
        int keyRotationRequestCount,
        int maxFailureCount,
        int rateLimitCooldown,
        long logRetentionDays,
        int maxRetries,
        String endpoint,
        int failoverDelay,
        String loadBalancingStrategy,
        int requestRateLimit) {
    private static final int USUAL_COOLDOWN = 60;
    private static final Map<String, Bounds> NUMBERS = Map.of(
            "keyRotationRequestCount", new Bounds(Settings.KEY_ROTATION_REQUEST_COUNT, 1, 100),
            "maxFailureCount", new Bounds(Settings.MAX_FAILURES, 1, 20),
            "logRetentionDays", new Bounds(Settings.AUTO_DELETE_REQUEST_LOGS_DAYS, 1, 90),
            "maxRetries", new Bounds(Settings.MAX_RETRIES, 0, 10));

    static BalancerSettings of(Office office) {
        Settings settings = office.settings().get();
        return new BalancerSettings(
                settings.get(Settings.KEY_ROTATION_REQUEST_COUNT),
                settings.get(Settings.MAX_FAILURES),
                USUAL_COOLDOWN,
                settings.get(Settings.AUTO_DELETE_REQUEST_LOGS_DAYS).toDays(),
                settings.get(Settings.MAX_RETRIES),
                settings.get(Settings.BASE_URL).toString(),
                0,
                settings.get(Settings.POLLUX_KEY_STRATEGY).equals("least-used") ? "least-connections" : "round-robin",
                0);
    }

    /** Numbers are brought into their bounds; what Pollux has no use for is passed over. */
    static void change(Visit visit, Map<String, JsonNode> wanted) {
        Map<String, JsonNode> wishes = new LinkedHashMap<>();
        wanted.forEach((name, value) -> {
            Bounds bounds = NUMBERS.get(name);
            if (bounds != null && value.asText().matches("-?\\d{1,9}")) {
                wishes.put(bounds.setting().name(), LongNode.valueOf(bounds.nearest(Long.parseLong(value.asText()))));
            } else if (name.equals("loadBalancingStrategy")) {
                strategy(value.asText(), wishes);
            } else if (name.equals("endpoint") && !value.asText().isBlank()) {
                wishes.put(
                        Settings.BASE_URL.name(),
                        TextNode.valueOf(value.asText().replaceAll("/openai/?$", "")));
            }
        });
        new ConfigSheet(visit.office()).write(wishes, visit);
    }

    private static void strategy(String name, Map<String, JsonNode> wishes) {
        String strategy =
                switch (name.toLowerCase(Locale.ROOT)) {
                    case "round-robin" -> "round-robin";
                    case "least-connections" -> "least-used";
                    case "random" -> "weighted";
                    default -> "";
                };
        if (!strategy.isEmpty()) {
            wishes.put(Settings.POLLUX_KEY_STRATEGY.name(), TextNode.valueOf(strategy));
        }
    }

    private record Bounds(Setting<?> setting, long least, long most) {
        long nearest(long number) {
            return Math.max(least, Math.min(most, number));
        }
    }
}
