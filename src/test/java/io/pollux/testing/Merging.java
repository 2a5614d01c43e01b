package io.pollux.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Many events made one answer: what generateContent says where streamGenerateContent tells it in pieces. */
final class Merging {
    private Merging() {}

    static ObjectNode whole(List<ObjectNode> events) {
        if (events.size() == 1) {
            return events.get(0);
        }
        ObjectNode whole = Json.object();
        for (ObjectNode event : events) {
            ObjectNode rest = event.deepCopy();
            JsonNode candidates = rest.remove("candidates");
            if (candidates != null) {
                candidates.forEach(candidate -> add(whole.withArray("candidates"), (ObjectNode) candidate));
            }
            whole.setAll(rest);
        }
        return whole;
    }

    private static void add(ArrayNode candidates, ObjectNode piece) {
        for (JsonNode known : candidates) {
            if (known.path("index").asInt() == piece.path("index").asInt()) {
                append((ObjectNode) known, piece);
                return;
            }
        }
        candidates.add(piece.deepCopy());
    }

    private static void append(ObjectNode candidate, ObjectNode piece) {
        ObjectNode rest = piece.deepCopy();
        JsonNode content = rest.remove("content");
        JsonNode index = candidate.remove("index");
        candidate.setAll(rest);
        candidate.set("index", index);
        if (content == null) {
            return;
        }
        ObjectNode into = candidate.withObject("/content");
        if (!into.has("role")) {
            into.set("role", content.path("role"));
        }
        ArrayNode parts = into.withArray("parts");
        content.path("parts").forEach(part -> append(parts, (ObjectNode) part));
    }

    /** A signed part stays by itself, save that the empty text at the end signs the text before it. */
    private static void append(ArrayNode parts, ObjectNode part) {
        JsonNode last = parts.get(parts.size() - 1);
        if (last == null || !plain(last) || !part.path("text").isTextual() || !sameKind(last, part)) {
            parts.add(part.deepCopy());
            return;
        }
        ObjectNode joined = part.deepCopy();
        joined.put("text", last.get("text").asText() + part.get("text").asText());
        parts.set(parts.size() - 1, joined);
    }

    private static boolean plain(JsonNode part) {
        return part.path("text").isTextual() && !part.has("thoughtSignature");
    }

    private static boolean sameKind(JsonNode one, JsonNode other) {
        return one.path("thought").asBoolean() == other.path("thought").asBoolean();
    }
}
