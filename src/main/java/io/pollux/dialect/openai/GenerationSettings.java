package io.pollux.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.dialect.Preferences;
import io.pollux.dialect.gemini.ModelName;
import java.util.List;

/** What a client says about the answer it wants, as Gemini's {@code generationConfig}. Nothing else is written. */
final class GenerationSettings {
    private final Fields request;
    private final ObjectNode config = JsonNodeFactory.instance.objectNode();

    private GenerationSettings(Fields request) {
        this.request = request;
    }

    static ObjectNode of(Fields request, ModelName model, Preferences preferences) {
        GenerationSettings settings = new GenerationSettings(request);
        settings.sampling();
        settings.lengths();
        settings.probabilities();
        settings.format();
        settings.modalities();
        new ThinkingReader(model, preferences.thinking()).translate(request, settings.config);
        return settings.config;
    }

    private void sampling() {
        number("temperature", "temperature");
        number("top_p", "topP");
        number("top_k", "topK");
        number("presence_penalty", "presencePenalty");
        number("frequency_penalty", "frequencyPenalty");
        // Gemini's seed has 32 bits, OpenAI's 64: folding keeps equal seeds equal.
        request.longInteger("seed")
                .ifPresent(seed -> config.put("seed", seed == seed.intValue() ? seed.intValue() : Long.hashCode(seed)));
    }

    private void lengths() {
        request.integer("n").filter(count -> count > 0).ifPresent(count -> config.put("candidateCount", count));
        request.integer("max_completion_tokens")
                .or(() -> request.integer("max_tokens"))
                .filter(limit -> limit > 0)
                .ifPresent(limit -> config.put("maxOutputTokens", limit));
        List<String> stops =
                request.texts("stop").stream().filter(stop -> !stop.isEmpty()).toList();
        if (!stops.isEmpty()) {
            stops.forEach(config.putArray("stopSequences")::add);
        }
    }

    private void probabilities() {
        if (request.flag("logprobs")) {
            config.put("responseLogprobs", true);
            request.integer("top_logprobs").ifPresent(count -> config.put("logprobs", count));
        }
    }

    private void format() {
        request.object("response_format").ifPresent(format -> {
            switch (format.requiredText("type")) {
                case "text" -> {}
                case "json_object" -> config.put("responseMimeType", "application/json");
                case "json_schema" -> {
                    config.put("responseMimeType", "application/json");
                    JsonNode schema = schema(format);
                    config.set("responseJsonSchema", schema);
                }
                default -> throw format.wrong("type", "is neither text, json_object nor json_schema");
            }
        });
    }

    private static JsonNode schema(Fields format) {
        Fields holder = format.requiredObject("json_schema");
        holder.requiredObject("schema");
        return holder.any("schema");
    }

    private void modalities() {
        List<String> modalities = request.texts("modalities");
        if (modalities.contains("image")) {
            config.putArray("responseModalities").add("TEXT").add("IMAGE");
        }
    }

    private void number(String name, String gemini) {
        request.number(name).ifPresent(value -> config.set(gemini, value));
    }
}
