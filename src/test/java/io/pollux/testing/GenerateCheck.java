package io.pollux.testing;

import static io.pollux.testing.RequestCheck.refused;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The rules of generateContent. */
final class GenerateCheck {
    private static final List<String> ROLES = List.of("user", "model");

    private static final List<Function<Asked, Optional<GoogleError>>> RULES = List.of(
            asked -> Names.inGenerate(asked.body()),
            GenerateCheck::contents,
            GenerateCheck::functionTurns,
            ConfigCheck::refusal,
            ToolCheck::refusal,
            Signatures::refusal);

    private GenerateCheck() {}

    static Optional<GoogleError> refusal(Asked asked) {
        return RULES.stream().flatMap(rule -> rule.apply(asked).stream()).findFirst();
    }

    private static Optional<GoogleError> contents(Asked asked) {
        if (asked.contents().isEmpty()) {
            return refused("GenerateContentRequest.contents: contents is not specified");
        }
        for (int i = 0; i < asked.contents().size(); i++) {
            JsonNode content = asked.contents().get(i);
            if (!ROLES.contains(content.path("role").asText("user"))) {
                return Optional.of(GoogleErrors.invalid("Please use a valid role: user, model."));
            }
            Optional<GoogleError> bad = parts(content, "GenerateContentRequest.contents[" + i + "]");
            if (bad.isPresent()) {
                return bad;
            }
        }
        JsonNode system = Json.at(asked.body(), "systemInstruction");
        return system.isMissingNode() ? Optional.empty() : parts(system, "GenerateContentRequest.system_instruction");
    }

    private static Optional<GoogleError> parts(JsonNode content, String where) {
        JsonNode parts = Json.list(content, "parts");
        if (parts.isEmpty()) {
            return refused(where + ".parts: contents.parts must not be empty.");
        }
        for (int i = 0; i < parts.size(); i++) {
            Optional<GoogleError> bad = part(parts.get(i), where + ".parts[" + i + "]");
            if (bad.isPresent()) {
                return bad;
            }
        }
        return Optional.empty();
    }

    private static Optional<GoogleError> part(JsonNode part, String where) {
        List<String> data = new ArrayList<>();
        for (String kind : List.of(
                "text",
                "inlineData",
                "fileData",
                "functionCall",
                "functionResponse",
                "executableCode",
                "codeExecutionResult",
                "toolCall",
                "toolResponse",
                "audioTranscription")) {
            if (!Json.at(part, kind).isMissingNode()) {
                data.add(kind);
            }
        }
        if (data.isEmpty()) {
            return refused(where + ".data: required oneof field 'data' must have one initialized field");
        }
        if (data.size() > 1) {
            return Optional.of(GoogleErrors.invalid("Invalid value at '" + where
                    + "' (oneof), oneof field 'data' is already set. Cannot set '" + Json.snake(data.get(1)) + "'"));
        }
        boolean nameless = Json.at(part, data.get(0)).path("name").asText("").isEmpty();
        return data.get(0).startsWith("function") && nameless
                ? refused(where + "." + Json.snake(data.get(0)) + ".name: Name cannot be empty.")
                : Optional.empty();
    }

    /** Calls follow a user's or an answering turn; as many answers follow as there were calls. */
    private static Optional<GoogleError> functionTurns(Asked asked) {
        int open = 0;
        for (int i = 0; i < asked.contents().size(); i++) {
            JsonNode content = asked.contents().get(i);
            int calls = count(content, "functionCall");
            int answers = count(content, "functionResponse");
            boolean afterModel = i > 0
                    && asked.contents().get(i - 1).path("role").asText("user").equals("model");
            if (calls > 0 && (i == 0 || afterModel)) {
                return Optional.of(GoogleErrors.invalid("Please ensure that function call turn comes immediately after"
                        + " a user turn or after a function response turn."));
            }
            if (answers > 0 && open == 0) {
                return Optional.of(GoogleErrors.invalid(
                        "Please ensure that function response turn comes immediately after a function call turn."));
            }
            if (answers != open) {
                return Optional.of(GoogleErrors.invalid("Please ensure that the number of function response parts is"
                        + " equal to the number of function call parts of the function call turn."));
            }
            open = calls;
        }
        return Optional.empty();
    }

    private static int count(JsonNode content, String kind) {
        int count = 0;
        for (JsonNode part : Json.list(content, "parts")) {
            count += Json.at(part, kind).isMissingNode() ? 0 : 1;
        }
        return count;
    }
}
