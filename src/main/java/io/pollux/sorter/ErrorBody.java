package io.pollux.sorter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Google's error object, read with tolerance: any part may be missing, of another type, or of a kind that is not known
 * yet. Says what stands there; what it means is {@link GoogleErrors}' business.
 *
 * @param json the whole object, {@code error} included, without the array that some answers wrap it in
 * @param code the numeric code, 0 without one
 * @param word the code as Interactions write it, a word in lower case; empty without one
 * @param status the canonical status; empty without one
 * @param message the text for a person; empty without one
 * @param reasons the reasons of {@code ErrorInfo} and of Vertex's {@code errors}
 * @param violations the quotas that were hit, in any order
 * @param retryDelay how long Google says to wait
 * @param onlyHelp whether there are details and all they have is links
 */
record ErrorBody(
        JsonNode json,
        int code,
        String word,
        String status,
        String message,
        List<String> reasons,
        List<Violation> violations,
        Optional<Duration> retryDelay,
        boolean onlyHelp) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** One quota that was hit. Texts are empty where Google says nothing. */
    record Violation(String metric, String id, String value) {}

    /** Nothing when the text is no JSON, or JSON that is no error. */
    static Optional<ErrorBody> read(byte[] body) {
        try {
            return Optional.ofNullable(MAPPER.readTree(body)).flatMap(ErrorBody::find);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    byte[] bytesOf(JsonNode scrubbed) {
        try {
            return MAPPER.writeValueAsBytes(scrubbed);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A tree that was read can be written", impossible);
        }
    }

    private static Optional<ErrorBody> find(JsonNode root) {
        if (root.isArray()) {
            for (JsonNode element : root) {
                if (element.isObject()) {
                    return find(element);
                }
            }
            return Optional.empty();
        }
        JsonNode error = root.path("error");
        if (error.isObject()) {
            return Optional.of(of(root, error));
        }
        if (error.isTextual()) {
            return Optional.of(
                    new ErrorBody(root, 0, "", "", error.asText(), List.of(), List.of(), Optional.empty(), false));
        }
        return root.path("message").isTextual() ? Optional.of(of(root, root)) : Optional.empty();
    }

    private static ErrorBody of(JsonNode root, JsonNode error) {
        List<String> reasons = new ArrayList<>();
        List<Violation> violations = new ArrayList<>();
        Optional<Duration> retryDelay = Optional.empty();
        int details = 0;
        int links = 0;
        for (JsonNode detail : error.path("details")) {
            details++;
            links += detail.path("links").isArray() ? 1 : 0;
            addText(reasons, detail.path("reason"));
            detail.path("violations").forEach(violation -> violations.add(violation(violation)));
            retryDelay = retryDelay.or(() -> Delays.read(either(detail, "retryDelay", "retry_delay")));
        }
        error.path("errors").forEach(vertex -> addText(reasons, vertex.path("reason")));
        JsonNode code = error.path("code");
        return new ErrorBody(
                root,
                code.isTextual() ? digits(code.asText()) : code.asInt(),
                code.isTextual() && digits(code.asText()) == 0 ? code.asText() : "",
                text(error.path("status")),
                text(error.path("message")),
                List.copyOf(reasons),
                List.copyOf(violations),
                retryDelay,
                details > 0 && links == details);
    }

    private static Violation violation(JsonNode violation) {
        return new Violation(
                text(either(violation, "quotaMetric", "quota_metric")),
                text(either(violation, "quotaId", "quota_id")),
                either(violation, "quotaValue", "quota_value").asText());
    }

    private static JsonNode either(JsonNode node, String camelCase, String snakeCase) {
        return node.has(camelCase) ? node.path(camelCase) : node.path(snakeCase);
    }

    private static void addText(List<String> texts, JsonNode node) {
        if (node.isTextual()) {
            texts.add(node.asText());
        }
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.asText() : "";
    }

    private static int digits(String text) {
        return text.matches("\\d{1,3}") ? Integer.parseInt(text) : 0;
    }
}
