package io.pollux.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.dialect.Preferences;
import io.pollux.dialect.gemini.Additions;
import io.pollux.dialect.gemini.Conversation;
import io.pollux.dialect.gemini.Json;
import io.pollux.dialect.gemini.ModelName;
import io.pollux.exchange.ClientCall;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Operation;
import java.util.Optional;

/** A chat completion's request as {@code generateContent}, streamed or not. Members that Gemini has no word for are left out. */
final class ChatReader {
    private final SignatureMemory memory;

    ChatReader(SignatureMemory memory) {
        this.memory = memory;
    }

    GeminiCall read(ClientCall call, Preferences preferences) {
        Fields request = Fields.of(Json.request(call.body()));
        ModelName model = RequestedModel.of(request, call, preferences);
        request.object("stream_options").ifPresent(options -> options.flag("include_usage"));
        ObjectNode gemini = Json.object();
        CallReader calls = new CallReader(new CallerSignatures(memory, call.caller()));
        new MessageReader(new PartReader(model.requested()), calls).translate(request, model.upstream(), gemini);
        new ToolReader().translate(request, gemini);
        ObjectNode config = GenerationSettings.of(request, model, preferences);
        if (!config.isEmpty()) {
            gemini.set("generationConfig", config);
        }
        extras(request, gemini);
        byte[] body = Additions.to(Json.bytes(gemini), model, preferences);
        return new GeminiCall(
                request.flag("stream") ? Operation.STREAM : Operation.GENERATE,
                call.kind(),
                call.version(),
                model.upstream(),
                "",
                OpenAiDialect.HEADERS,
                body,
                Conversation.of(call, cacheKey(request), person(request), body, preferences));
    }

    /** What a client says so that its calls meet with what was cached before. */
    private static Optional<String> cacheKey(Fields request) {
        return Optional.of(request.any("prompt_cache_key").asText(""));
    }

    /** Never a reason to refuse a call: where it matters, it only tells conversations apart. */
    private static String person(Fields request) {
        return request.any("safety_identifier").asText("") + request.any("user").asText("");
    }

    /** Google's own members that stand at the top of its request. */
    private static void extras(Fields request, ObjectNode gemini) {
        ThinkingReader.google(request).ifPresent(google -> {
            google.text("cached_content")
                    .or(() -> google.text("cachedContent"))
                    .ifPresent(name -> gemini.put("cachedContent", name));
            if (!google.objects("safety_settings").isEmpty()) {
                gemini.set("safetySettings", google.any("safety_settings"));
            }
        });
    }
}
