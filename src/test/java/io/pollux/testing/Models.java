package io.pollux.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The models there are. Asked by name, the fake also knows each that is of a family it knows. */
final class Models {
    static final List<String> LISTED = List.of(
            "gemini-2.5-flash",
            "gemini-2.5-flash-lite",
            "gemini-2.5-pro",
            "gemini-2.5-flash-image",
            "gemini-3-flash-preview",
            "gemini-3-pro-preview",
            "gemini-3.8-flash",
            "gemini-embedding-001",
            "text-embedding-004",
            "imagen-4.0-generate-001");

    private static final int DEFAULT_PAGE = 50;
    private static final List<String> FAMILIES = List.of(
            "gemini-", "gemma-", "imagen-", "text-embedding-", "embedding-", "tunedModels/", "dynamic/", "paced-");

    private Models() {}

    static boolean known(String model) {
        return FAMILIES.stream().anyMatch(model::startsWith);
    }

    static Reply list(ReceivedCall call) {
        int size = call.head()
                .parameter("pageSize")
                .map(Integer::parseInt)
                .filter(n -> n > 0)
                .orElse(DEFAULT_PAGE);
        int from = call.head().parameter("pageToken").map(Models::position).orElse(0);
        int to = Math.min(LISTED.size(), from + size);
        ObjectNode page = Json.object();
        ArrayNode models = page.putArray(call.vertex() ? "publisherModels" : "models");
        LISTED.subList(Math.min(from, to), to).forEach(id -> models.add(model(id, call.vertex())));
        if (to < LISTED.size()) {
            page.put("nextPageToken", "page" + to);
        }
        return Reply.of(page);
    }

    static Reply get(ReceivedCall call) {
        return Reply.of(model(call.model(), call.vertex()));
    }

    private static ObjectNode model(String id, boolean vertex) {
        ObjectNode model = Json.object();
        model.put("name", (vertex ? "publishers/google/models/" : id.contains("/") ? "" : "models/") + id);
        model.put("version", "001").put("displayName", id.replace('-', ' '));
        model.put("description", "Made up by the fake Gemini");
        model.put("inputTokenLimit", id.contains("embedding") ? 2048 : 1_048_576);
        model.put("outputTokenLimit", id.contains("embedding") ? 1 : 65_536);
        ArrayNode methods = model.putArray("supportedGenerationMethods");
        if (id.contains("embedding")) {
            methods.add("embedContent").add("countTextTokens").add("countTokens");
        } else if (id.startsWith("imagen")) {
            methods.add("predict");
        } else {
            methods.add("generateContent")
                    .add("countTokens")
                    .add("createCachedContent")
                    .add("batchGenerateContent");
            model.put("temperature", 1).put("topP", 0.95).put("topK", 64).put("maxTemperature", 2);
            model.put("thinking", true);
        }
        return model;
    }

    private static int position(String token) {
        return token.matches("page\\d{1,6}") ? Integer.parseInt(token.substring(4)) : LISTED.size();
    }
}
