package io.pollux.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * What an answer costs. Totals add up as Google's do: the prompt includes what was cached, the candidates leave the
 * thoughts out.
 */
public record Tokens(int prompt, int cached, int candidates, int thoughts) {
    private static final int IMAGE = 258;

    /** Four characters make a token, an attachment as many as Google counts for a small image. */
    static int count(JsonNode node) {
        if (node.isTextual()) {
            return count(node.asText());
        }
        if (node.has("inlineData") || node.has("inline_data") || node.has("fileData") || node.has("file_data")) {
            return IMAGE;
        }
        int sum = 0;
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            sum += member.getKey().equals("role") ? 0 : count(member.getValue());
        }
        for (JsonNode element : node.isArray() ? node : Json.array()) {
            sum += count(element);
        }
        return sum;
    }

    static int count(String text) {
        return (text.length() + 3) / 4;
    }

    /** As it stands in an event before the last. */
    ObjectNode running() {
        ObjectNode usage = Json.object().put("promptTokenCount", prompt).put("totalTokenCount", prompt);
        details(usage, "promptTokensDetails", prompt);
        return usage;
    }

    ObjectNode whole() {
        ObjectNode usage = Json.object().put("promptTokenCount", prompt);
        if (candidates > 0) {
            usage.put("candidatesTokenCount", candidates);
        }
        usage.put("totalTokenCount", prompt + candidates + thoughts);
        if (cached > 0) {
            usage.put("cachedContentTokenCount", cached);
            details(usage, "cacheTokensDetails", cached);
        }
        details(usage, "promptTokensDetails", prompt);
        if (thoughts > 0) {
            usage.put("thoughtsTokenCount", thoughts);
        }
        return usage;
    }

    private static void details(ObjectNode usage, String name, int count) {
        usage.putArray(name).addObject().put("modality", "TEXT").put("tokenCount", count);
    }
}
