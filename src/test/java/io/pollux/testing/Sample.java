package io.pollux.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;

/** A value that fits a schema, of Google's kind or a JSON Schema. The same schema always gives the same value. */
record Sample(JsonNode root, String words) {
    private static final int DEEP_ENOUGH = 12;

    static JsonNode of(JsonNode schema, String words) {
        return new Sample(schema, words).value(schema, 0);
    }

    private JsonNode value(JsonNode schema, int depth) {
        if (depth > DEEP_ENOUGH) {
            return Json.object().nullNode();
        }
        if (schema.has("$ref")) {
            return value(root.at(schema.get("$ref").asText().substring(1)), depth + 1);
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (schema.path("enum").has(0)) {
            return schema.get("enum").get(0);
        }
        JsonNode choices = Json.at(schema, "anyOf");
        if (choices.has(0)) {
            return value(choices.get(0), depth + 1);
        }
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> Json.array().add(value(schema.path("items"), depth + 1));
            case "integer", "number" ->
                Json.object().numberNode(schema.path("minimum").asInt(1));
            case "boolean" -> Json.object().booleanNode(true);
            case "null" -> Json.object().nullNode();
            default -> TextNode.valueOf(words);
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = Json.object();
        schema.path("properties").properties().forEach(p -> object.set(p.getKey(), value(p.getValue(), depth + 1)));
        return object;
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type").isArray() ? schema.get("type").path(0) : schema.path("type");
        return type.asText(schema.has("properties") ? "object" : "string").toLowerCase(Locale.ROOT);
    }
}
