package io.pollux.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.dialect.Preferences;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Parts of an answer for which OpenAI's message has no place, as text that a reader of Markdown sees as meant. */
final class Markdown {
    private Markdown() {}

    /** Adds what the text of a part consists of, in pieces, so that a picture is not copied; nothing for other parts. */
    static void add(JsonNode part, List<String> pieces) {
        if (part.has("text")) {
            piece(part.path("text").asText(), pieces);
        } else if (part.has("inlineData")) {
            picture(part.path("inlineData"), pieces);
        } else if (part.has("executableCode")) {
            code(part.path("executableCode"), pieces);
        } else if (part.has("codeExecutionResult")) {
            result(part.path("codeExecutionResult"), pieces);
        }
    }

    /** The signature of a text; those of pictures cannot be told apart once they are inside a text. */
    static Optional<String> signature(JsonNode part) {
        JsonNode signature = part.path(CallerSignatures.MEMBER);
        return part.has("text") && signature.isTextual() ? Optional.of(signature.textValue()) : Optional.empty();
    }

    /** The pages that a search used, below the answer; empty when there are none. */
    static String links(JsonNode grounding, Preferences.Answers answers) {
        StringBuilder links = new StringBuilder();
        for (JsonNode chunk : grounding.path("groundingChunks")) {
            JsonNode page = chunk.path("web");
            String uri = page.path("uri").asText("");
            if (!uri.isEmpty()) {
                String title = page.path("title").asText("");
                links.append("- [")
                        .append(title.isEmpty() ? uri : title)
                        .append("](")
                        .append(uri)
                        .append(")\n");
            }
        }
        if (links.length() == 0) {
            return "";
        }
        String heading = answers.searchHeading().isEmpty() ? "**Sources**" : answers.searchHeading();
        return links.insert(0, "\n\n---\n\n" + heading + "\n\n").toString();
    }

    private static void picture(JsonNode data, List<String> pieces) {
        String type = data.path("mimeType").asText("image/png");
        piece("\n\n" + (type.startsWith("image/") ? "![image]" : "[file]") + "(data:" + type + ";base64,", pieces);
        piece(data.path("data").asText(), pieces);
        piece(")\n\n", pieces);
    }

    private static void code(JsonNode code, List<String> pieces) {
        String language = code.path("language").asText("").toLowerCase(Locale.ROOT);
        piece("\n\n---\n\n**Code execution**\n\n```" + language + "\n", pieces);
        piece(code.path("code").asText().strip(), pieces);
        piece("\n```\n\n", pieces);
    }

    private static void result(JsonNode result, List<String> pieces) {
        piece("\n\n**Execution result**\n\n> outcome: " + result.path("outcome").asText("") + "\n\n", pieces);
        piece("**Output**\n\n```plaintext\n", pieces);
        piece(result.path("output").asText().strip(), pieces);
        piece("\n```\n\n---\n\n", pieces);
    }

    private static void piece(String text, List<String> pieces) {
        if (!text.isEmpty()) {
            pieces.add(text);
        }
    }
}
