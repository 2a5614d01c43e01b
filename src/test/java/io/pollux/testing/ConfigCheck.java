package io.pollux.testing;

import static io.pollux.testing.RequestCheck.refused;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules of generationConfig: types, ranges, and what excludes what. */
final class ConfigCheck {
    private record Range(String name, double least, double most) {}

    private static final List<Range> RANGES = List.of(
            new Range("temperature", 0, 2),
            new Range("topP", 0, 1),
            new Range("topK", 0, Integer.MAX_VALUE),
            new Range("candidateCount", 1, 8),
            new Range("maxOutputTokens", 1, Integer.MAX_VALUE),
            new Range("presencePenalty", -2, 2),
            new Range("frequencyPenalty", -2, 2),
            new Range("logprobs", 0, 20),
            new Range("seed", Integer.MIN_VALUE, Integer.MAX_VALUE));

    private static final Set<String> MIME_TYPES =
            Set.of("text/plain", "application/json", "application/xml", "application/yaml", "text/x.enum");
    private static final int MOST_STOPS = 5;

    private ConfigCheck() {}

    static Optional<GoogleError> refusal(Asked asked) {
        return RANGES.stream()
                .flatMap(range -> number(asked.config(), range).stream())
                .findFirst()
                .or(() -> thinking(asked))
                .or(() -> format(asked));
    }

    private static Optional<GoogleError> number(JsonNode config, Range range) {
        JsonNode value = Json.at(config, range.name());
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        String name = "generation_config." + Json.snake(range.name());
        if (Double.isNaN(value.asDouble(Double.NaN))) {
            return Optional.of(GoogleErrors.invalid("Invalid value at '" + name + "' (TYPE_FLOAT), " + value));
        }
        boolean fits = value.asDouble() >= range.least() && value.asDouble() <= range.most();
        return fits
                ? Optional.empty()
                : refused("GenerateContentRequest." + name + ": " + Json.snake(range.name()) + " must be in the range ["
                        + range.least() + ", " + range.most() + "].");
    }

    private static Optional<GoogleError> thinking(Asked asked) {
        JsonNode thinking = Json.at(asked.config(), "thinkingConfig");
        boolean budget = !Json.at(thinking, "thinkingBudget").isMissingNode();
        boolean level = !Json.at(thinking, "thinkingLevel").isMissingNode();
        if (budget && level) {
            return Optional.of(
                    GoogleErrors.invalid("You can only set only one of thinking budget and thinking level."));
        }
        if (level && !asked.generation3()) {
            return Optional.of(GoogleErrors.invalid("Thinking level is not supported for this model."));
        }
        return Optional.empty();
    }

    private static Optional<GoogleError> format(Asked asked) {
        String type = asked.mimeType().orElse("text/plain");
        String where = "GenerateContentRequest.generation_config.";
        if (!MIME_TYPES.contains(type)) {
            return refused(where + "response_mime_type: allowed mimetypes are `text/plain`, `application/json`,"
                    + " `application/xml`, `application/yaml` and `text/x.enum`.");
        }
        boolean openApi = !Json.at(asked.config(), "responseSchema").isMissingNode();
        boolean jsonSchema = !Json.at(asked.config(), "responseJsonSchema").isMissingNode();
        if (openApi && jsonSchema) {
            return refused(where + "response_schema: only one of response_schema and response_json_schema may be set.");
        }
        if ((openApi || jsonSchema) && type.equals("text/plain")) {
            return refused(where + "response_schema: only allowed with response_mime_type `application/json` or"
                    + " `text/x.enum`.");
        }
        return asked.stops().size() > MOST_STOPS
                ? refused(where + "stop_sequences: at most " + MOST_STOPS + " are allowed.")
                : Optional.empty();
    }
}
