package io.pollux.dialect.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.dialect.gemini.GeminiEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One candidate's parts, all of them and in order, as an assistant's message.
 *
 * @param content what the client reads, in pieces
 * @param reasoning the thoughts, when they are shown
 * @param calls in Google's order
 * @param signature of the last signed text; empty when no text is signed
 */
record Message(List<String> content, List<String> reasoning, List<Call> calls, String signature) {

    static Message of(JsonNode candidate, Answer answer) {
        List<String> content = new ArrayList<>(2);
        List<String> reasoning = new ArrayList<>(0);
        List<Call> calls = new ArrayList<>(0);
        String signature = "";
        for (JsonNode part : GeminiEvent.parts(candidate)) {
            if (part.path("thought").asBoolean()) {
                thought(part, reasoning, answer);
            } else if (part.has("functionCall")) {
                calls.add(answer.call(part));
            } else {
                Markdown.add(part, content);
                signature = Markdown.signature(part).orElse(signature);
            }
        }
        String links = answer.links(candidate.path("groundingMetadata"));
        if (!links.isEmpty()) {
            content.add(links);
        }
        return new Message(content, reasoning, calls, signature);
    }

    void write(JsonGenerator out, boolean functions) throws IOException {
        out.writeStartObject();
        out.writeStringField("role", "assistant");
        out.writeFieldName("content");
        if (content.isEmpty() && !calls.isEmpty()) {
            out.writeNull();
        } else {
            Shapes.text(out, content);
        }
        out.writeNullField("refusal");
        if (!reasoning.isEmpty()) {
            out.writeFieldName("reasoning_content");
            Shapes.text(out, reasoning);
        }
        if (!calls.isEmpty()) {
            calls(out, functions);
        }
        Shapes.signature(out, signature);
        out.writeEndObject();
    }

    private void calls(JsonGenerator out, boolean functions) throws IOException {
        if (functions) {
            out.writeFieldName("function_call");
            function(out, calls.get(0));
            return;
        }
        out.writeArrayFieldStart("tool_calls");
        for (Call call : calls) {
            out.writeStartObject();
            out.writeStringField("id", call.id());
            out.writeStringField("type", "function");
            out.writeFieldName("function");
            function(out, call);
            Shapes.signature(out, call.signature());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void function(JsonGenerator out, Call call) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", call.name());
        out.writeStringField("arguments", call.arguments());
        out.writeEndObject();
    }

    private static void thought(JsonNode part, List<String> reasoning, Answer answer) {
        if (answer.thoughtsShown()) {
            Markdown.add(part, reasoning);
        }
    }
}
