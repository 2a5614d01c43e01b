package io.pollux.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.exchange.Failure;
import io.pollux.exchange.FailureException;
import io.pollux.exchange.Report;
import io.pollux.exchange.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One object of Gemini's answer, parsed whole: an event of a stream or the body of {@code generateContent}. For dialects
 * that translate; the native one looks at the tokens only.
 *
 * @param raw the bytes as they came
 * @param root their tree; not to be changed
 */
public record GeminiEvent(byte[] raw, ObjectNode root) {

    /** @throws FailureException with {@link Failure.GoogleFailed} when it is not a JSON object: the attempt failed */
    public static GeminiEvent parse(byte[] json) {
        try {
            if (Json.tree(json) instanceof ObjectNode object) {
                return new GeminiEvent(json, object);
            }
        } catch (IOException | IllegalStateException e) {
            throw unreadable();
        }
        throw unreadable();
    }

    /** In Google's order; mostly one, none when the prompt was blocked. */
    public List<JsonNode> candidates() {
        return elements(root.path("candidates"));
    }

    /** The first candidate's parts. */
    public List<JsonNode> parts() {
        return parts(root.path("candidates").path(0));
    }

    public static List<JsonNode> parts(JsonNode candidate) {
        return elements(candidate.path("content").path("parts"));
    }

    /** Why the first candidate ended, if it has. */
    public Optional<String> finishReason() {
        return finishReason(root.path("candidates").path(0));
    }

    public static Optional<String> finishReason(JsonNode candidate) {
        return word(candidate.path("finishReason"));
    }

    /** Why the prompt was refused, if it was. */
    public Optional<String> blockReason() {
        return word(root.path("promptFeedback").path("blockReason"));
    }

    public boolean blocked() {
        return blockReason().isPresent();
    }

    /** The running total up to this event; absent when the event carries none. */
    public Optional<Usage> usage() {
        JsonNode counts = root.path("usageMetadata");
        if (!counts.isObject()) {
            return Optional.empty();
        }
        return Optional.of(new Usage(
                count(counts, "promptTokenCount"),
                count(counts, "cachedContentTokenCount"),
                count(counts, "candidatesTokenCount"),
                count(counts, "thoughtsTokenCount"),
                count(counts, "toolUsePromptTokenCount"),
                count(counts, "totalTokenCount")));
    }

    /** By way of a double, which a number of any size becomes at no cost. */
    private static int count(JsonNode counts, String name) {
        return (int) Math.max(0, counts.path(name).asDouble());
    }

    static FailureException unreadable() {
        return new FailureException(
                new Failure.GoogleFailed(Report.of(502, "INTERNAL", "Google's answer could not be read.")));
    }

    private static Optional<String> word(JsonNode node) {
        return node.isTextual() && !node.textValue().isEmpty() ? Optional.of(node.textValue()) : Optional.empty();
    }

    private static List<JsonNode> elements(JsonNode array) {
        if (!array.isArray()) {
            return List.of();
        }
        List<JsonNode> all = new ArrayList<>(array.size());
        array.forEach(all::add);
        return all;
    }
}
