package io.pollux.dialect.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** OpenAI's tools, or the older functions, as Gemini's {@code functionDeclarations} and {@code toolConfig}. */
final class ToolReader {
    /** A function of this name is not declared: it switches Google's search on, as some desktop clients have it. */
    private static final String SEARCH = "googleSearch";

    private final ArrayNode declarations = JsonNodeFactory.instance.arrayNode();
    private final Set<String> names = new HashSet<>();
    private boolean search;

    /** Writes the tools of a request into the request for Google. */
    void translate(Fields request, ObjectNode gemini) {
        for (Fields tool : request.objects("tools")) {
            if (tool.text("type").orElse("function").equals("function")) {
                declare(tool.requiredObject("function"));
            }
        }
        request.objects("functions").forEach(this::declare);
        search |= request.object("web_search_options").isPresent();
        Optional<ObjectNode> choice = choice(request);
        if (!declarations.isEmpty()) {
            gemini.putArray("tools").addObject().set("functionDeclarations", declarations);
            choice.ifPresent(config -> gemini.putObject("toolConfig").set("functionCallingConfig", config));
        } else if (search) {
            // Beside declarations Google refuses its own tools.
            gemini.putArray("tools").addObject().putObject(SEARCH);
        }
    }

    private void declare(Fields function) {
        String name = function.requiredText("name");
        if (name.equals(SEARCH)) {
            search = true;
            return;
        }
        if (!names.add(name)) {
            return;
        }
        ObjectNode declaration = declarations.addObject().put("name", name);
        function.text("description").ifPresent(description -> declaration.put("description", description));
        if (function.object("parameters").isPresent()) {
            declaration.set("parametersJsonSchema", function.any("parameters"));
        }
    }

    private static Optional<ObjectNode> choice(Fields request) {
        String member = request.has("tool_choice") ? "tool_choice" : "function_call";
        if (!request.has(member)) {
            return Optional.empty();
        }
        if (request.any(member).isTextual()) {
            return Optional.of(mode(request, member, request.requiredText(member)));
        }
        Fields choice = request.requiredObject(member);
        return switch (choice.text("type").orElse("")) {
            case "" -> Optional.of(only("ANY", List.of(choice.requiredText("name"))));
            case "function" -> Optional.of(only("ANY", List.of(name(choice))));
            case "allowed_tools" -> Optional.of(allowed(choice));
            default -> throw choice.wrong("type", "is neither function nor allowed_tools");
        };
    }

    private static ObjectNode allowed(Fields choice) {
        Fields allowed = choice.object("allowed_tools").orElse(choice);
        List<String> names = allowed.objects("tools").stream()
                .filter(tool -> tool.text("type").orElse("function").equals("function"))
                .map(ToolReader::name)
                .toList();
        // AUTO takes no list of names; VALIDATED is AUTO with one.
        return switch (allowed.requiredText("mode")) {
            case "auto" -> only("VALIDATED", names);
            case "required" -> only("ANY", names);
            default -> throw allowed.wrong("mode", "is neither auto nor required");
        };
    }

    private static String name(Fields tool) {
        return tool.object("function").orElse(tool).requiredText("name");
    }

    private static ObjectNode mode(Fields request, String member, String word) {
        return switch (word) {
            case "auto" -> only("AUTO", List.of());
            case "none" -> only("NONE", List.of());
            case "required", "any" -> only("ANY", List.of());
            default -> throw request.wrong(member, "is neither auto, none nor required");
        };
    }

    private static ObjectNode only(String mode, List<String> names) {
        ObjectNode config = JsonNodeFactory.instance.objectNode().put("mode", mode);
        if (!names.isEmpty()) {
            names.forEach(config.putArray("allowedFunctionNames")::add);
        }
        return config;
    }
}
