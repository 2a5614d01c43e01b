package io.pollux.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;

/** Vectors of length one that depend on nothing but the text and the number of dimensions. */
final class Embeddings {
    private static final int DEFAULT_DIMENSIONS = 8;

    private Embeddings() {}

    static Reply one(ReceivedCall call) {
        ObjectNode answer = Json.object();
        answer.set("embedding", embedding(call.json()));
        return Reply.of(answer);
    }

    static Reply batch(ReceivedCall call) {
        ObjectNode answer = Json.object();
        ArrayNode all = answer.putArray("embeddings");
        call.json().path("requests").forEach(request -> all.add(embedding(request)));
        return Reply.of(answer);
    }

    /** As Vertex AI has it: texts by predict. */
    static Reply predicted(ReceivedCall call) {
        ObjectNode answer = Json.object();
        ArrayNode all = answer.putArray("predictions");
        int dimensions =
                Json.at(call.json().path("parameters"), "outputDimensionality").asInt(DEFAULT_DIMENSIONS);
        for (JsonNode instance : call.json().path("instances")) {
            String text = instance.path("content").asText();
            ObjectNode embedding = all.addObject().putObject("embeddings");
            embedding.set("values", vector(text, dimensions));
            embedding.putObject("statistics").put("truncated", false).put("token_count", Tokens.count(text));
        }
        return Reply.of(answer);
    }

    private static ObjectNode embedding(JsonNode request) {
        StringBuilder text = new StringBuilder();
        Json.list(request.path("content"), "parts")
                .forEach(part -> text.append(part.path("text").asText()));
        int dimensions = Json.at(request, "outputDimensionality").asInt(DEFAULT_DIMENSIONS);
        ObjectNode embedding = Json.object();
        embedding.set("values", vector(text.toString(), dimensions));
        return embedding;
    }

    static ArrayNode vector(String text, int dimensions) {
        Random random = new Random(text.hashCode());
        double[] values = random.doubles(dimensions, -1, 1).toArray();
        double square = 0;
        for (double value : values) {
            square += value * value;
        }
        ArrayNode vector = Json.array();
        for (double value : values) {
            vector.add((float) (value / Math.sqrt(square)));
        }
        return vector;
    }
}
