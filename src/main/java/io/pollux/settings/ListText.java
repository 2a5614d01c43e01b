package io.pollux.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;

/** Lists of texts as people write them: a JSON array, the same with single or no quotes, or words with commas. */
final class ListText {
    private ListText() {}

    static List<String> read(String text) {
        if (!text.startsWith("[")) {
            return split(text);
        }
        try {
            return texts(JsonText.LENIENT.readTree(text));
        } catch (JsonProcessingException notJson) {
            return unquoted(text, notJson);
        }
    }

    static String write(List<String> values) {
        return JsonText.write(values);
    }

    private static List<String> texts(JsonNode array) {
        if (!(array instanceof ArrayNode)) {
            throw new Misfit(Flaw.NO_LIST);
        }
        List<String> texts = new ArrayList<>(array.size());
        for (JsonNode element : array) {
            if (element.isContainerNode()) {
                throw new Misfit(Flaw.NO_TEXT_IN_LIST);
            }
            add(texts, element.asText());
        }
        return List.copyOf(texts);
    }

    /** A shell that reads an env file takes the quotes away. */
    private static List<String> unquoted(String text, JsonProcessingException notJson) {
        boolean plain = text.endsWith("]") && text.indexOf('"') < 0 && text.indexOf('\'') < 0;
        if (!plain) {
            throw new Misfit(Flaw.BROKEN_LIST, notJson);
        }
        return split(text.substring(1, text.length() - 1));
    }

    private static List<String> split(String text) {
        List<String> texts = new ArrayList<>();
        for (String word : text.split("[,\\r\\n]", -1)) {
            add(texts, word);
        }
        return List.copyOf(texts);
    }

    private static void add(List<String> texts, String word) {
        String value = word.strip();
        if (!value.isEmpty() && !texts.contains(value)) {
            texts.add(value);
        }
    }
}
