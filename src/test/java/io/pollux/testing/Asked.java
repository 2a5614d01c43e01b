package io.pollux.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A generateContent request as the fake understands it. Both spellings of each name are read. */
record Asked(JsonNode body, String model) {
    private static final Pattern GENERATION = Pattern.compile("gemini-(\\d+).*");

    static Asked of(ReceivedCall call) {
        return new Asked(call.json(), call.model());
    }

    /** Whether thought signatures and ids of function calls are expected of this model. */
    boolean generation3() {
        Matcher found = GENERATION.matcher(model);
        return found.matches() && Integer.parseInt(found.group(1)) >= 3;
    }

    ArrayNode contents() {
        return Json.list(body, "contents");
    }

    JsonNode config() {
        return Json.at(body, "generationConfig");
    }

    int promptTokens() {
        return Math.max(1, Tokens.count(contents()) + Tokens.count(Json.at(body, "systemInstruction")));
    }

    /** The last text that the user wrote. */
    String lastUserText() {
        String text = "";
        for (JsonNode content : contents()) {
            if (content.path("role").asText("user").equals("user")) {
                for (JsonNode part : Json.list(content, "parts")) {
                    text = part.path("text").asText(text);
                }
            }
        }
        return text;
    }

    boolean mentions(String word) {
        return lastUserText().toLowerCase(Locale.ROOT).contains(word);
    }

    /** Answers of functions in the last content, if it consists of them. */
    List<JsonNode> functionResponses() {
        List<JsonNode> found = new ArrayList<>();
        JsonNode last = contents().path(contents().size() - 1);
        for (JsonNode part : Json.list(last, "parts")) {
            JsonNode response = Json.at(part, "functionResponse");
            if (!response.isMissingNode()) {
                found.add(response);
            }
        }
        return found;
    }

    List<JsonNode> functions() {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode tool : Json.list(body, "tools")) {
            Json.list(tool, "functionDeclarations").forEach(found::add);
        }
        return found;
    }

    JsonNode functionCalling() {
        return Json.at(Json.at(body, "toolConfig"), "functionCallingConfig");
    }

    /** The function to call: the first one allowed, if the mode wants one or the user asks for the weather. */
    Optional<JsonNode> wantedFunction() {
        String mode = functionCalling().path("mode").asText("AUTO").toUpperCase(Locale.ROOT);
        if (mode.equals("NONE") || !mode.equals("ANY") && !mentions("weather")) {
            return Optional.empty();
        }
        List<String> allowed = new ArrayList<>();
        Json.at(functionCalling(), "allowedFunctionNames").forEach(name -> allowed.add(name.asText()));
        return functions().stream()
                .filter(f ->
                        allowed.isEmpty() || allowed.contains(f.path("name").asText()))
                .findFirst();
    }

    Optional<String> mimeType() {
        return Optional.of(Json.at(config(), "responseMimeType").asText("")).filter(type -> !type.isEmpty());
    }

    /** The schema of the answer, of either kind. */
    JsonNode schema() {
        JsonNode openApi = Json.at(config(), "responseSchema");
        return openApi.isMissingNode() ? Json.at(config(), "responseJsonSchema") : openApi;
    }

    boolean wantsImages() {
        for (JsonNode modality : Json.at(config(), "responseModalities")) {
            if (modality.asText().equalsIgnoreCase("IMAGE")) {
                return true;
            }
        }
        return false;
    }

    boolean wantsThoughts() {
        return Json.at(Json.at(config(), "thinkingConfig"), "includeThoughts").asBoolean();
    }

    int candidates() {
        return Math.max(1, Json.at(config(), "candidateCount").asInt(1));
    }

    int maxTokens() {
        return Json.at(config(), "maxOutputTokens").asInt(Integer.MAX_VALUE);
    }

    List<String> stops() {
        List<String> found = new ArrayList<>();
        Json.at(config(), "stopSequences").forEach(stop -> found.add(stop.asText()));
        return found;
    }
}
