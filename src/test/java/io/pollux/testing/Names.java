package io.pollux.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.testing.GoogleErrors.BadField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names that Google's messages have. Any other is an error, in either spelling. */
final class Names {
    /** What stands in the values of a map, or what is anybody's JSON. */
    private static final String ANYTHING = "*";

    /** Message, member, the member's message. A member that is not named here has no members of its own. */
    private static final Map<String, Map<String, String>> MEMBERS = Map.ofEntries(
            Map.entry(
                    "request",
                    Map.of(
                            "contents", "content",
                            "systemInstruction", "content",
                            "tools", "tool",
                            "toolConfig", "toolConfig",
                            "generationConfig", "config",
                            "safetySettings", "safety")),
            Map.entry("count", Map.of("contents", "content", "generateContentRequest", "request")),
            Map.entry("embed", Map.of("content", "content")),
            Map.entry("batch", Map.of("requests", "embed")),
            Map.entry("content", Map.of("parts", "part")),
            Map.entry(
                    "part",
                    Map.of(
                            "functionCall", "call",
                            "functionResponse", "response",
                            "inlineData", "blob",
                            "fileData", "file")),
            Map.entry("tool", Map.of("functionDeclarations", "function")),
            Map.entry("function", Map.of("parameters", "schema", "response", "schema")),
            Map.entry("toolConfig", Map.of("functionCallingConfig", "calling")),
            Map.entry("config", Map.of("responseSchema", "schema", "thinkingConfig", "thinking")),
            Map.entry("schema", Map.of("properties", "map:schema", "items", "schema", "anyOf", "schema")));

    private static final Map<String, Set<String>> KNOWN = Map.ofEntries(
            names(
                    "request",
                    "model contents systemInstruction tools toolConfig safetySettings generationConfig"
                            + " cachedContent serviceTier store labels continuationToken"),
            names("count", "model contents generateContentRequest systemInstruction tools generationConfig"),
            names("embed", "model content taskType title outputDimensionality"),
            names("batch", "model requests"),
            names("content", "role parts"),
            names(
                    "part",
                    "text inlineData fileData functionCall functionResponse executableCode codeExecutionResult"
                            + " toolCall toolResponse audioTranscription thought thoughtSignature videoMetadata"
                            + " mediaResolution mediaProcessing partMetadata speechMetadata"),
            names("call", "id name args partialArgs willContinue"),
            names("response", "id name response parts scheduling willContinue"),
            names("blob", "mimeType data displayName"),
            names("file", "mimeType fileUri displayName"),
            names(
                    "tool",
                    "functionDeclarations googleSearch googleSearchRetrieval urlContext codeExecution fileSearch"
                            + " googleMaps computerUse mcpServers enterpriseWebSearch retrieval"),
            names("function", "name description parameters parametersJsonSchema response responseJsonSchema behavior"),
            names("toolConfig", "functionCallingConfig retrievalConfig includeServerSideToolInvocations"),
            names("calling", "mode allowedFunctionNames streamFunctionCallArguments"),
            names("safety", "category threshold method"),
            names("thinking", "includeThoughts thinkingBudget thinkingLevel"),
            names(
                    "config",
                    "temperature topP topK candidateCount maxOutputTokens stopSequences seed presencePenalty"
                            + " frequencyPenalty responseLogprobs logprobs responseMimeType responseSchema responseJsonSchema"
                            + " responseModalities mediaResolution speechConfig thinkingConfig imageConfig"
                            + " audioTranscriptionConfig enableEnhancedCivicAnswers"),
            names(
                    "schema",
                    "type format title description nullable enum maxItems minItems properties required"
                            + " minProperties maxProperties minLength maxLength pattern example anyOf propertyOrdering default"
                            + " items minimum maximum"));

    private final List<BadField> bad = new ArrayList<>();

    private Names() {}

    /** What is wrong with the names in a request of generateContent. */
    static Optional<GoogleError> inGenerate(JsonNode request) {
        return in(request, "request");
    }

    static Optional<GoogleError> inCount(JsonNode request) {
        return in(request, "count");
    }

    static Optional<GoogleError> inEmbed(JsonNode request) {
        return in(request, "embed");
    }

    static Optional<GoogleError> inBatchEmbed(JsonNode request) {
        return in(request, "batch");
    }

    private static Optional<GoogleError> in(JsonNode request, String message) {
        Names names = new Names();
        names.message(request, message, "");
        return names.bad.isEmpty() ? Optional.empty() : Optional.of(GoogleErrors.badFields(names.bad));
    }

    private void message(JsonNode node, String message, String path) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String name = Json.camel(member.getKey());
            if (!KNOWN.get(message).contains(name)) {
                unknown(member.getKey(), path);
                continue;
            }
            String inner = MEMBERS.getOrDefault(message, Map.of()).getOrDefault(name, ANYTHING);
            value(member.getValue(), inner, (path.isEmpty() ? "" : path + ".") + Json.snake(name));
        }
    }

    private void value(JsonNode node, String message, String path) {
        if (message.equals(ANYTHING) || node.isNull()) {
            return;
        }
        if (node.isValueNode()) {
            bad.add(new BadField(path, "Invalid value at '" + path + "' (" + message + "), " + node));
            return;
        }
        if (message.startsWith("map:")) {
            int entry = 0;
            for (JsonNode element : node) {
                value(element, message.substring(4), path + "[" + entry++ + "].value");
            }
            return;
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                value(node.get(i), message, path + "[" + i + "]");
            }
            return;
        }
        message(node, message, path);
    }

    private void unknown(String name, String path) {
        String where = path.isEmpty() ? "" : " at '" + path + "'";
        bad.add(new BadField(
                path, "Invalid JSON payload received. Unknown name \"" + name + "\"" + where + ": Cannot find field."));
    }

    private static Map.Entry<String, Set<String>> names(String message, String known) {
        return Map.entry(message, Set.of(known.split(" ")));
    }
}
