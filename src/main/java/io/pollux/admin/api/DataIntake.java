package io.pollux.admin.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes the file of a load balancer that holds everything, in the place of what stands. */
final class DataIntake {
    private static final int MOST_TOLD = 5;

    private final Visit visit;

    DataIntake(Visit visit) {
        this.visit = visit;
    }

    /** @throws Refused before anything is changed when a part of the file cannot be taken */
    Taken take(File file) {
        FileData data = Optional.ofNullable(file.data()).orElseThrow(() -> refused("The file has no data"));
        Optional<KeyIntake> keys = Optional.ofNullable(data.keys()).map(lines -> KeyIntake.of(visit.office(), lines));
        keys.map(KeyIntake::errors).filter(errors -> !errors.isEmpty()).ifPresent(errors -> {
            throw refused(
                    "Nothing was changed. " + String.join("; ", errors.subList(0, Math.min(errors.size(), MOST_TOLD))));
        });
        Map<String, JsonNode> settings = settings(JsonBodies.JSON.valueToTree(data.settings()));
        BalancerSettings.change(visit, settings);
        int taken = keys.map(this::replace).orElse(0);
        return new Taken("The data has been imported", new Counts(taken, settings.size(), 0, untaken(data)));
    }

    private int replace(KeyIntake keys) {
        Collection<Long> others = keys.others();
        KeyIntake.Outcome outcome = keys.carryOut();
        if (!others.isEmpty()) {
            visit.office().keys().delete(others);
        }
        return outcome.added() + outcome.updated();
    }

    /** An object, or the row of the load balancer's table, which holds it as a text. */
    private static Map<String, JsonNode> settings(JsonNode given) {
        JsonNode row = given.isArray() ? given.path(0) : given;
        if (!row.isObject()) {
            return Map.of();
        }
        try {
            JsonNode config = row.path("config");
            JsonNode object = config.isTextual() ? JsonBodies.JSON.readTree(config.asText()) : row;
            return JsonBodies.JSON.convertValue(object, new TypeReference<Map<String, JsonNode>>() {});
        } catch (JsonProcessingException unreadable) {
            throw refused("Nothing was changed. The settings of the file cannot be read");
        }
    }

    /** What Pollux knows of calls it has seen itself: lines of somebody else's log would count in its figures. */
    private static List<String> untaken(FileData data) {
        List<String> untaken = new ArrayList<>();
        if (data.attempts() != null && !data.attempts().isEmpty()) {
            untaken.add("request_logs: " + data.attempts().size()
                    + " lines were not taken; the log holds what went through Pollux");
        }
        return untaken;
    }

    private static Refused refused(String message) {
        return Refused.because(400, message);
    }

    /** What may be taken; other parts are passed over. */
    public record File(FileData data) {}

    /** Its parts; what is missing stays as it is. */
    public record FileData(
            @JsonProperty("api_keys") List<BalancerKey> keys,
            Object settings,
            @JsonProperty("request_logs") List<Object> attempts) {}

    /** What was taken. */
    public record Taken(String message, Counts results) {}

    /** How many of each. */
    public record Counts(int keys, int settings, int logs, List<String> errors) {}
}
