package io.pollux.admin.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pollux.admin.intake.Harvest.Gathering;
import io.pollux.exchange.KeyKind;
import io.pollux.keys.DayLimit;
import io.pollux.keys.NewKey.Use;
import io.pollux.keys.Rank;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the files of other gateways and our own: objects that have a field {@code key}, wherever they stand. The two
 * Next.js balancers write a list of them, or one within {@code data.api_keys}; a table of gemini-balance's successor calls
 * its switch {@code enabled}.
 */
final class JsonList {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DEEPEST = 6;

    private JsonList() {}

    /** Empty when it is no such file. */
    static Optional<Harvest> read(String text, Pattern pattern) {
        String stripped = text.strip();
        if (!stripped.startsWith("[") && !stripped.startsWith("{")) {
            return Optional.empty();
        }
        try {
            List<JsonNode> entries = new ArrayList<>();
            gather(JSON.readTree(stripped), DEEPEST, entries);
            return Optional.of(entries).filter(Predicate.not(List::isEmpty)).map(found -> harvest(found, pattern));
        } catch (JsonProcessingException other) {
            return Optional.empty();
        }
    }

    private static void gather(JsonNode node, int depth, List<JsonNode> entries) {
        if (node.isObject() && node.path("key").isTextual()) {
            entries.add(node);
        } else if (node.isContainerNode() && depth > 0) {
            node.forEach(child -> gather(child, depth - 1, entries));
        }
    }

    private static Harvest harvest(List<JsonNode> entries, Pattern pattern) {
        Gathering gathering = new Gathering(pattern);
        int number = 0;
        for (JsonNode entry : entries) {
            number++;
            gathering.look(number, entry.path("key").asText(), said(entry));
        }
        return gathering.harvest();
    }

    private static Said said(JsonNode entry) {
        return new Said(
                text(entry, "name"),
                text(entry, "profile"),
                text(entry, "project"),
                text(entry, "note"),
                tags(entry),
                kind(text(entry, "kind")),
                rank(entry),
                limit(entry.path("dailyRateLimit").asText()),
                off(entry) ? Use.LATER : Use.AT_ONCE);
    }

    private static boolean off(JsonNode entry) {
        return Stream.of("isActive", "enabled")
                .map(entry::path)
                .anyMatch(value -> !value.isMissingNode() && !value.asBoolean(true));
    }

    private static List<String> tags(JsonNode entry) {
        JsonNode labels = entry.has("labels") ? entry.path("labels") : entry.path("tags");
        Stream<String> words = labels.isArray()
                ? Stream.iterate(0, n -> n < labels.size(), n -> n + 1)
                        .map(n -> labels.path(n).asText())
                : Arrays.stream((labels.isTextual() ? labels.asText() : "").split(","));
        return words.map(word -> word.replace(',', ' ').strip())
                .filter(Predicate.not(String::isEmpty))
                .toList();
    }

    static Optional<KeyKind> kind(String word) {
        return Arrays.stream(KeyKind.values())
                .filter(kind -> kind.name().equalsIgnoreCase(word))
                .findFirst();
    }

    private static Optional<Rank> rank(JsonNode entry) {
        return entry.has("priority") || entry.has("weight")
                ? Optional.of(new Rank(
                        entry.path("priority").asInt(Rank.USUAL.priority()),
                        entry.path("weight").asInt(Rank.USUAL.weight())))
                : Optional.empty();
    }

    /** What cannot be a limit says nothing. */
    static Optional<DayLimit> limit(String text) {
        return text.matches("\\d{1,9}") ? Optional.of(DayLimit.of(text)) : Optional.empty();
    }

    private static String text(JsonNode entry, String name) {
        return entry.path(name).isTextual() ? entry.path(name).asText().strip() : "";
    }
}
