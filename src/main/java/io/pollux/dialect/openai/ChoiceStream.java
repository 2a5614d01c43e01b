package io.pollux.dialect.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.pollux.dialect.gemini.GeminiEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One choice of a stream: what of it has been sent, and what is still owed at the end. */
final class ChoiceStream {
    private final Answer answer;
    private final ChunkFrame frame;
    private final int index;
    private boolean begun;
    private int calls;
    private String reason = "STOP";
    private JsonNode grounding = MissingNode.getInstance();

    ChoiceStream(Answer answer, ChunkFrame frame, int index) {
        this.answer = answer;
        this.frame = frame;
        this.index = index;
    }

    /** Sends all parts of a candidate, in order. */
    void take(JsonNode candidate, JsonGenerator out) throws IOException {
        for (JsonNode part : GeminiEvent.parts(candidate)) {
            part(part, candidate, out);
        }
        reason = GeminiEvent.finishReason(candidate).orElse(reason);
        if (candidate.has("groundingMetadata")) {
            grounding = candidate.path("groundingMetadata");
        }
    }

    void refuse(String text, JsonGenerator out) throws IOException {
        begin(out);
        frame.delta(index, delta -> delta.writeStringField("refusal", text), out);
        reason = "PROHIBITED_CONTENT";
    }

    void end(JsonGenerator out) throws IOException {
        begin(out);
        String links = answer.links(grounding);
        if (!links.isEmpty()) {
            frame.delta(index, delta -> delta.writeStringField("content", links), out);
        }
        frame.finish(index, FinishReason.of(reason, calls == 0 ? "" : answer.callWord()), out);
    }

    private void part(JsonNode part, JsonNode candidate, JsonGenerator out) throws IOException {
        if (part.has("functionCall")) {
            begin(out);
            call(answer.call(part), out);
            return;
        }
        boolean thought = part.path("thought").asBoolean();
        if (thought && !answer.thoughtsShown()) {
            return;
        }
        List<String> pieces = new ArrayList<>(1);
        Markdown.add(part, pieces);
        String signature = thought ? "" : Markdown.signature(part).orElse("");
        if (pieces.isEmpty() && signature.isEmpty()) {
            return;
        }
        begin(out);
        JsonNode probabilities =
                answer.wish().probabilities() ? candidate.path("logprobsResult") : MissingNode.getInstance();
        frame.chunk(
                index,
                delta -> {
                    delta.writeFieldName(thought ? "reasoning_content" : "content");
                    Shapes.text(delta, pieces);
                    Shapes.signature(delta, signature);
                },
                probabilities,
                out);
    }

    /** The role goes ahead, once. */
    private void begin(JsonGenerator out) throws IOException {
        if (begun) {
            return;
        }
        begun = true;
        frame.delta(
                index,
                delta -> {
                    delta.writeStringField("role", "assistant");
                    delta.writeStringField("content", "");
                },
                out);
    }

    /** Identity first, then the arguments: clients build on this order. */
    private void call(Call call, JsonGenerator out) throws IOException {
        int number = calls++;
        if (!answer.wish().functions()) {
            frame.delta(index, delta -> identity(call, number, delta), out);
            frame.delta(index, delta -> arguments(call, number, delta), out);
        } else if (number == 0) {
            // The older form has room for one call.
            frame.delta(index, delta -> function(call.name(), call.arguments(), delta), out);
        }
    }

    private static void identity(Call call, int number, JsonGenerator delta) throws IOException {
        delta.writeArrayFieldStart("tool_calls");
        delta.writeStartObject();
        delta.writeNumberField("index", number);
        delta.writeStringField("id", call.id());
        delta.writeStringField("type", "function");
        delta.writeObjectFieldStart("function");
        delta.writeStringField("name", call.name());
        delta.writeStringField("arguments", "");
        delta.writeEndObject();
        Shapes.signature(delta, call.signature());
        delta.writeEndObject();
        delta.writeEndArray();
    }

    private static void arguments(Call call, int number, JsonGenerator delta) throws IOException {
        delta.writeArrayFieldStart("tool_calls");
        delta.writeStartObject();
        delta.writeNumberField("index", number);
        delta.writeObjectFieldStart("function");
        delta.writeStringField("arguments", call.arguments());
        delta.writeEndObject();
        delta.writeEndObject();
        delta.writeEndArray();
    }

    private static void function(String name, String arguments, JsonGenerator delta) throws IOException {
        delta.writeObjectFieldStart("function_call");
        delta.writeStringField("name", name);
        delta.writeStringField("arguments", arguments);
        delta.writeEndObject();
    }
}
