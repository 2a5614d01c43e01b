package io.pollux.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.dialect.Preferences;
import io.pollux.dialect.gemini.GeminiEvent;
import io.pollux.dialect.gemini.Json;
import io.pollux.dialect.gemini.ModelName;
import io.pollux.dialect.gemini.ModelName.Feature;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Google's models in OpenAI's list: without the filtered ones, each derived name behind its model. */
final class ModelReply extends OnePiece {
    /** Google does not say when a model was made. Clients sort and cache by it: the day that Gemini's API opened. */
    private static final long CREATED = Instant.parse("2023-12-13T00:00:00Z").getEpochSecond();

    private final Preferences.Models models;
    private final String requested;

    private ModelReply(Preferences.Models models, String requested) {
        this.models = models;
        this.requested = requested;
    }

    static ModelReply list(Preferences.Models models) {
        return new ModelReply(models, "");
    }

    /** @param requested the name under which the client asked for one model */
    static ModelReply one(Preferences.Models models, String requested) {
        return new ModelReply(models, requested);
    }

    @Override
    byte[] translated(byte[] json) {
        ObjectNode answer = GeminiEvent.parse(json).root();
        return Json.bytes(requested.isEmpty() ? list(answer) : entry(answer, requested));
    }

    private ObjectNode list(ObjectNode answer) {
        ObjectNode list = Json.object().put("object", "list");
        ArrayNode data = list.putArray("data");
        Set<String> real = new HashSet<>();
        answer.path("models").forEach(model -> real.add(id(model)));
        for (JsonNode model : answer.path("models")) {
            String id = id(model);
            if (!id.isEmpty() && !models.filtered().contains(id)) {
                data.add(entry(model, id));
                derived(id).filter(name -> !real.contains(name)).forEach(name -> data.add(entry(model, name)));
            }
        }
        // gemini-balance says so too, and clients of it may look for it.
        return list.put("success", true);
    }

    private Stream<String> derived(String id) {
        return Stream.of(Feature.values())
                .filter(feature -> switch (feature) {
                    case SEARCH -> models.search().contains(id);
                    case IMAGE -> models.image().contains(id);
                    case NON_THINKING -> models.thinking().contains(id);
                })
                .map(feature -> id + feature.suffix());
    }

    private static String id(JsonNode model) {
        return ModelName.bare(model.path("name").asText(""));
    }

    private static ObjectNode entry(JsonNode model, String id) {
        ObjectNode entry = Json.object();
        entry.put("id", id);
        entry.put("object", "model");
        entry.put("created", CREATED);
        entry.put("owned_by", "google");
        entry.putArray("permission");
        entry.put("root", model.path("name").asText("models/" + id));
        entry.putNull("parent");
        return entry;
    }
}
