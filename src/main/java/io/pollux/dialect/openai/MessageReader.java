package io.pollux.dialect.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.dialect.gemini.Thinking;
import io.pollux.dialect.openai.Contents.Speaker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A conversation in OpenAI's messages as Gemini's {@code contents} and {@code systemInstruction}. One per call: it
 * remembers which function stands behind a call's id, for the result that follows.
 */
final class MessageReader {
    private final PartReader partReader;
    private final CallReader callReader;
    private final Contents contents = new Contents();
    private final List<String> instructions = new ArrayList<>();
    private final Map<String, String> functions = new HashMap<>();

    MessageReader(PartReader partReader, CallReader callReader) {
        this.partReader = partReader;
        this.callReader = callReader;
    }

    /** Takes in the messages of a request and writes what became of them into the request for Google. */
    void translate(Fields request, String model, ObjectNode gemini) {
        List<Fields> messages = request.objects("messages");
        if (messages.isEmpty()) {
            throw request.wrong("messages", "is required and must not be empty");
        }
        messages.forEach(this::read);
        boolean alone = contents.isEmpty();
        if (alone) {
            // Gemini refuses an instruction without contents; for OpenAI's models it is enough to answer to.
            contents.add(
                    Speaker.USER, instructions.stream().map(MessageReader::text).toList());
        }
        if (contents.isEmpty()) {
            throw request.wrong("messages", "has nothing in it that could be answered");
        }
        // From Gemini 3 on a history whose calls are not signed is refused.
        gemini.set("contents", Thinking.levelled(model) ? contents.signed() : contents.unsigned());
        if (!alone && !instructions.isEmpty()) {
            var parts = gemini.putObject("systemInstruction").putArray("parts");
            instructions.forEach(instruction -> parts.add(text(instruction)));
        }
    }

    private void read(Fields message) {
        switch (message.requiredText("role")) {
            case "system", "developer" -> instruct(PartReader.text(message));
            case "user" -> contents.add(Speaker.USER, partReader.parts(message));
            case "assistant", "model" -> contents.add(Speaker.MODEL, answer(message));
            case "tool", "function" -> contents.add(Speaker.TOOLS, result(message));
            default -> throw message.wrong("role", "is none of system, developer, user, assistant, tool, function");
        }
    }

    private void instruct(String text) {
        if (!text.isEmpty()) {
            instructions.add(text);
        }
    }

    private List<ObjectNode> answer(Fields message) {
        List<ObjectNode> parts = partReader.parts(message);
        CallerSignatures.sent(message).ifPresent(signature -> {
            if (parts.isEmpty()) {
                parts.add(text(""));
            }
            parts.get(parts.size() - 1).put(CallerSignatures.MEMBER, signature);
        });
        for (Fields call : message.objects("tool_calls")) {
            parts.add(callReader.call(call, functions));
        }
        message.object("function_call").ifPresent(call -> parts.add(CallReader.functionCall("", call)));
        return parts;
    }

    private List<ObjectNode> result(Fields message) {
        List<ObjectNode> parts = new ArrayList<>(1);
        parts.add(callReader.result(message, functions));
        if (message.any("content").isArray()) {
            partReader.parts(message).stream()
                    .filter(part -> part.has("inlineData"))
                    .forEach(parts::add);
        }
        return parts;
    }

    private static ObjectNode text(String text) {
        return JsonNodeFactory.instance.objectNode().put("text", text);
    }
}
