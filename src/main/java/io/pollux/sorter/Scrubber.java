package io.pollux.sorter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.exchange.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Takes keys out of what Google says when it refuses a call: it does quote the key that was sent, and keys of others
 * may stand in addresses. Done before anybody else sees the text.
 */
final class Scrubber {
    static final String REMOVED = "***";

    private static final Pattern KEYS =
            Pattern.compile("AIza[0-9A-Za-z_-]{16,}|AQ\\.[0-9A-Za-z_-]{16,}|ya29\\.[0-9A-Za-z_.-]{16,}");
    /** The value behind {@code key=}, with the ways in which JSON and addresses may write the equals sign. */
    private static final Pattern PARAMETERS = Pattern.compile(
            "((?:key|token)(?:=|%3[dD]|\\\\u003[dD])|api_key:\\s*|[bB]earer\\s+)[^\\s&\"'\\\\,;<>)\\]}]{4,}");

    /** Shorter than any key: such a text stands for too much else to be replaced wherever it occurs. */
    private static final int TOO_SHORT = 6;

    private final String sent;

    Scrubber(Optional<Secret> key) {
        this.sent = key.map(Secret::reveal).orElse("");
    }

    String text(String text) {
        String withoutSent = sent.length() < TOO_SHORT ? text : text.replace(sent, REMOVED);
        String withoutParameters = PARAMETERS.matcher(withoutSent).replaceAll("$1" + REMOVED);
        return KEYS.matcher(withoutParameters).replaceAll(REMOVED);
    }

    /** A copy in which every text, and every name, is scrubbed. Works on the tree so that the result is valid JSON. */
    JsonNode json(JsonNode node) {
        if (node.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                copy.set(text(field.getKey()), json(field.getValue()));
            }
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> copy.add(json(element)));
            return copy;
        }
        String plain = node.asText();
        String scrubbed = text(plain);
        return plain.equals(scrubbed) ? node : JsonNodeFactory.instance.textNode(scrubbed);
    }
}
