package io.pollux.keys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.exchange.Quota;
import io.pollux.keys.StoredProject.Waiver;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON in rows of t_pollux_project. What this version does not know, or nobody can read, is left out. */
final class ProjectText {
    private static final JsonMapper JSON = new JsonMapper();

    private ProjectText() {}

    static String limits(Map<String, Map<Quota, Long>> limits) {
        ObjectNode models = JSON.createObjectNode();
        limits.forEach((model, quotas) -> {
            ObjectNode written = models.putObject(model);
            quotas.forEach((quota, most) -> written.put(quota.shortly(), most));
        });
        return models.toString();
    }

    static Map<String, Map<Quota, Long>> limits(String text) {
        Map<String, Map<Quota, Long>> limits = new LinkedHashMap<>();
        tree(text).properties().forEach(member -> limits.put(member.getKey(), quotas(member.getValue())));
        return limits;
    }

    static String waivers(Map<String, Waiver> waivers) {
        ObjectNode models = JSON.createObjectNode();
        waivers.forEach((model, waiver) -> models.putObject(model)
                .put("from", waiver.from().toEpochMilli())
                .put("until", waiver.until().toEpochMilli()));
        return models.toString();
    }

    static Map<String, Waiver> waivers(String text) {
        Map<String, Waiver> waivers = new LinkedHashMap<>();
        tree(text)
                .properties()
                .forEach(member -> waivers.put(
                        member.getKey(),
                        new Waiver(
                                Instant.ofEpochMilli(
                                        member.getValue().path("from").asLong()),
                                Instant.ofEpochMilli(
                                        member.getValue().path("until").asLong()))));
        return waivers;
    }

    private static Map<Quota, Long> quotas(JsonNode written) {
        Map<Quota, Long> quotas = new EnumMap<>(Quota.class);
        for (Quota quota : Quota.values()) {
            long most = written.path(quota.shortly()).asLong();
            if (most > 0) {
                quotas.put(quota, most);
            }
        }
        return quotas;
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            return JSON.createObjectNode();
        }
    }
}
