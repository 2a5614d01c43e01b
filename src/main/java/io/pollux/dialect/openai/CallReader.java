package io.pollux.dialect.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.dialect.gemini.Json;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Tool calls and their results in a client's history, as Gemini's {@code functionCall} and {@code functionResponse}. */
final class CallReader {
    private final CallerSignatures signatures;

    CallReader(CallerSignatures signatures) {
        this.signatures = signatures;
    }

    /** One of an assistant's calls; which function its id stands for is noted in {@code functions}. */
    ObjectNode call(Fields call, Map<String, String> functions) {
        String id = call.text("id").orElse("");
        Fields function = call.requiredObject("function");
        ObjectNode part = functionCall(id, function);
        functions.put(id, function.requiredText("name"));
        signatures.of(call, id).ifPresent(signature -> part.put(CallerSignatures.MEMBER, signature));
        return part;
    }

    static ObjectNode functionCall(String id, Fields function) {
        ObjectNode part = JsonNodeFactory.instance.objectNode();
        ObjectNode call = part.putObject("functionCall");
        if (!id.isEmpty()) {
            call.put("id", id);
        }
        call.put("name", function.requiredText("name"));
        call.set("args", arguments(function));
        return part;
    }

    /** The result of one call: a message of role {@code tool}, or of the older role {@code function}. */
    ObjectNode result(Fields message, Map<String, String> functions) {
        String id = message.text("tool_call_id").orElse("");
        Optional<String> name = id.isEmpty() ? message.text("name") : Optional.empty();
        name = name.or(() -> Optional.ofNullable(functions.get(id)))
                .or(() -> message.text("name"))
                .or(() -> signatures.name(id));
        ObjectNode part = JsonNodeFactory.instance.objectNode();
        ObjectNode response = part.putObject("functionResponse");
        if (!id.isEmpty()) {
            response.put("id", id);
        }
        response.put(
                "name",
                name.orElseThrow(() -> message.wrong("tool_call_id", "answers no tool call of an earlier message")));
        response.set("response", response(PartReader.text(message)));
        return part;
    }

    private static ObjectNode response(String text) {
        return object(text)
                .orElseGet(() -> JsonNodeFactory.instance.objectNode().put("output", text));
    }

    /** What is not an object, cut short for instance, is wrapped in one: the conversation must be able to go on. */
    private static ObjectNode arguments(Fields function) {
        if (function.any("arguments") instanceof ObjectNode arguments) {
            return arguments;
        }
        String text = function.text("arguments").orElse("");
        if (text.isBlank()) {
            return JsonNodeFactory.instance.objectNode();
        }
        return object(text)
                .orElseGet(() -> JsonNodeFactory.instance.objectNode().put("arguments", text));
    }

    private static Optional<ObjectNode> object(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Json.tree(text) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
