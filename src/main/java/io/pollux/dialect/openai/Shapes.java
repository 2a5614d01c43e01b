package io.pollux.dialect.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.dialect.gemini.GeminiEvent;
import io.pollux.exchange.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The objects that whole answers and streams share. */
final class Shapes {
    private Shapes() {}

    /** The value of a text that lies in pieces. */
    static void text(JsonGenerator out, List<String> pieces) throws IOException {
        switch (pieces.size()) {
            case 0 -> out.writeString("");
            case 1 -> out.writeString(pieces.get(0));
            default -> out.writeString(new PiecesReader(pieces), -1);
        }
    }

    static void usage(JsonGenerator out, Usage usage) throws IOException {
        out.writeStartObject();
        out.writeNumberField("prompt_tokens", usage.input());
        out.writeNumberField("completion_tokens", usage.output());
        out.writeNumberField("total_tokens", usage.total() > 0 ? usage.total() : usage.input() + usage.output());
        out.writeObjectFieldStart("prompt_tokens_details");
        out.writeNumberField("cached_tokens", usage.cached());
        out.writeEndObject();
        out.writeObjectFieldStart("completion_tokens_details");
        out.writeNumberField("reasoning_tokens", usage.thoughts());
        out.writeEndObject();
        out.writeEndObject();
    }

    /** Where a client finds a signature, and sends it back; nothing for an empty one. */
    static void signature(JsonGenerator out, String signature) throws IOException {
        if (signature.isEmpty()) {
            return;
        }
        out.writeObjectFieldStart("extra_content");
        out.writeObjectFieldStart("google");
        out.writeStringField("thought_signature", signature);
        out.writeEndObject();
        out.writeEndObject();
    }

    /** The member {@code logprobs} of a choice. */
    static void probabilities(JsonGenerator out, JsonNode result) throws IOException {
        JsonNode chosen = result.path("chosenCandidates");
        if (!chosen.isArray()) {
            out.writeNullField("logprobs");
            return;
        }
        out.writeObjectFieldStart("logprobs");
        out.writeArrayFieldStart("content");
        for (int at = 0; at < chosen.size(); at++) {
            out.writeStartObject();
            token(out, chosen.get(at));
            out.writeArrayFieldStart("top_logprobs");
            for (JsonNode other : result.path("topCandidates").path(at).path("candidates")) {
                out.writeStartObject();
                token(out, other);
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeNullField("refusal");
        out.writeEndObject();
    }

    private static void token(JsonGenerator out, JsonNode token) throws IOException {
        String text = token.path("token").asText("");
        out.writeStringField("token", text);
        out.writeNumberField("logprob", token.path("logProbability").asDouble());
        out.writeArrayFieldStart("bytes");
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            out.writeNumber(one & 0xff);
        }
        out.writeEndArray();
    }

    /** What stands in for an answer to a prompt that Google would not take. */
    static String refusal(GeminiEvent event) {
        JsonNode feedback = event.root().path("promptFeedback");
        String message = feedback.path("blockReasonMessage").asText("");
        return "The prompt was blocked by Google: "
                + feedback.path("blockReason").asText() + (message.isEmpty() ? "." : ": " + message);
    }
}
