package io.pollux.testing;

import static io.pollux.testing.RequestCheck.refused;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules of tools and toolConfig. */
final class ToolCheck {
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_.:-]{0,63}";
    private static final Set<String> MODES = Set.of("MODE_UNSPECIFIED", "AUTO", "ANY", "NONE", "VALIDATED");

    private ToolCheck() {}

    static Optional<GoogleError> refusal(Asked asked) {
        Set<String> seen = new HashSet<>();
        List<JsonNode> functions = asked.functions();
        for (int i = 0; i < functions.size(); i++) {
            String where = "GenerateContentRequest.tools[0].function_declarations[" + i + "]";
            String name = functions.get(i).path("name").asText("");
            if (!name.matches(NAME)) {
                return refused(where + ".name: Invalid function name. Must start with a letter or an underscore. Must"
                        + " be alphanumeric (a-z, A-Z, 0-9), underscores (_), dots (.), colons (:) or dashes (-),"
                        + " with a maximum length of 64.");
            }
            if (!seen.add(name)) {
                return Optional.of(GoogleErrors.invalid("Duplicate function declaration found: " + name));
            }
            Optional<GoogleError> bad = schema(Json.at(functions.get(i), "parameters"), where + ".parameters");
            if (bad.isPresent()) {
                return bad;
            }
        }
        return calling(asked, seen);
    }

    private static Optional<GoogleError> schema(JsonNode schema, String where) {
        boolean array = schema.path("type").asText("").equalsIgnoreCase("array");
        if (array && schema.path("items").isMissingNode()) {
            return refused(where + ".items: missing field.");
        }
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            Optional<GoogleError> bad = schema(property.getValue(), where + ".properties[" + property.getKey() + "]");
            if (bad.isPresent()) {
                return bad;
            }
        }
        return schema.has("items") ? schema(schema.get("items"), where + ".items") : Optional.empty();
    }

    private static Optional<GoogleError> calling(Asked asked, Set<String> declared) {
        JsonNode config = asked.functionCalling();
        String mode = config.path("mode").asText("AUTO");
        if (!MODES.contains(mode)) {
            return Optional.of(GoogleErrors.invalid(
                    "Invalid value at 'tool_config.function_calling_config.mode' (TYPE_ENUM), \"" + mode + "\""));
        }
        for (JsonNode name : Json.at(config, "allowedFunctionNames")) {
            if (!mode.equals("ANY") && !mode.equals("VALIDATED")) {
                return refused("GenerateContentRequest.tool_config.function_calling_config.allowed_function_names:"
                        + " should only be set when the mode is ANY or VALIDATED.");
            }
            if (!declared.contains(name.asText())) {
                return refused("GenerateContentRequest.tool_config.function_calling_config.allowed_function_names:"
                        + " unknown function " + name.asText() + ".");
            }
        }
        return Optional.empty();
    }
}
