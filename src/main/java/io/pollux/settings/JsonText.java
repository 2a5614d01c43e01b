package io.pollux.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.exchange.Quota;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** JSON values of settings. Single quotes and a trailing comma are forgiven: people type these by hand. */
final class JsonText {
    static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final double LARGEST_LIMIT = 1e15;

    private JsonText() {}

    static Map<String, String> texts(String text) {
        return members(text, JsonText::scalar);
    }

    static Map<String, Integer> budgets(String text) {
        return members(text, JsonText::budget);
    }

    static List<SafetyRule> safety(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        if (!(tree(text) instanceof ArrayNode array)) {
            throw new Misfit(Flaw.NO_ARRAY);
        }
        List<SafetyRule> rules = new ArrayList<>(array.size());
        for (JsonNode element : array) {
            rules.add(rule(element));
        }
        return List.copyOf(rules);
    }

    static Map<String, Map<Quota, Long>> limits(String text) {
        return members(text, JsonText::ceilings);
    }

    static String writeLimits(Map<String, Map<Quota, Long>> limits) {
        Map<String, Map<String, Long>> written = new LinkedHashMap<>();
        limits.forEach((model, ceilings) -> {
            Map<String, Long> named = new LinkedHashMap<>();
            ceilings.forEach((quota, most) -> named.put(quota.shortly(), most));
            written.put(model, named);
        });
        return write(written);
    }

    static String write(Object value) {
        try {
            return LENIENT.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static <V> Map<String, V> members(String text, Function<JsonNode, V> value) {
        if (text.isEmpty()) {
            return Map.of();
        }
        if (!(tree(text) instanceof ObjectNode object)) {
            throw new Misfit(Flaw.NO_OBJECT);
        }
        Map<String, V> members = new LinkedHashMap<>();
        object.properties().forEach(member -> members.put(member.getKey(), value.apply(member.getValue())));
        return java.util.Collections.unmodifiableMap(members);
    }

    private static JsonNode tree(String text) {
        try {
            return LENIENT.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new Misfit(Flaw.NO_JSON, broken);
        }
    }

    private static String scalar(JsonNode value) {
        if (value.isContainerNode() || value.isNull()) {
            throw new Misfit(Flaw.NO_TEXT_IN_OBJECT);
        }
        return value.asText();
    }

    private static Integer budget(JsonNode value) {
        double number = value.asDouble(Double.NaN);
        if (number != Math.rint(number) || number < -1 || number > 32767) {
            throw new Misfit(Flaw.NO_BUDGET);
        }
        return (int) number;
    }

    private static Map<Quota, Long> ceilings(JsonNode value) {
        if (!(value instanceof ObjectNode object)) {
            throw new Misfit(Flaw.NO_LIMITS);
        }
        Map<Quota, Long> ceilings = new EnumMap<>(Quota.class);
        object.properties().forEach(member -> ceilings.put(quota(member.getKey()), most(member.getValue())));
        return java.util.Collections.unmodifiableMap(ceilings);
    }

    private static Quota quota(String name) {
        return Arrays.stream(Quota.values())
                .filter(quota -> quota.shortly().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new Misfit(Flaw.OTHER_LIMIT));
    }

    private static Long most(JsonNode value) {
        double number = value.asDouble(Double.NaN);
        if (number != Math.rint(number) || number < 1 || number > LARGEST_LIMIT) {
            throw new Misfit(Flaw.NO_LIMIT);
        }
        return (long) number;
    }

    private static SafetyRule rule(JsonNode element) {
        String category = element.path("category").asText("");
        String threshold = element.path("threshold").asText("");
        if (!category.startsWith("HARM_CATEGORY_") || threshold.isEmpty()) {
            throw new Misfit(Flaw.NO_SAFETY_RULE);
        }
        return new SafetyRule(category, threshold);
    }
}
