package io.pollux.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.dialect.gemini.Json;
import java.util.function.Supplier;

/**
 * A function call in an answer.
 *
 * @param id Google's where it gives one, else ours
 * @param name the function
 * @param arguments JSON in a text
 * @param signature empty when the call is not signed
 */
record Call(String id, String name, String arguments, String signature) {

    /** @param spareIds for models that do not name their calls */
    static Call of(JsonNode part, Supplier<String> spareIds) {
        JsonNode call = part.path("functionCall");
        JsonNode args = call.path("args");
        String id = call.path("id").asText("");
        return new Call(
                id.isEmpty() ? spareIds.get() : id,
                call.path("name").asText(""),
                args.isObject() ? Json.text(args) : "{}",
                part.path(CallerSignatures.MEMBER).asText(""));
    }
}
