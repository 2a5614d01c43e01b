package io.pollux.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** What the model says if no script line fits: it does what it was asked, as dully as possible. */
final class Echo {
    static final byte[] PIXEL = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static final int PIECES = 4;

    private Echo() {}

    static Turn turn(ReceivedCall call) {
        Asked asked = Asked.of(call);
        if (asked.functionResponses().isEmpty() && asked.wantedFunction().isPresent()) {
            return calling(asked, asked.wantedFunction().orElseThrow());
        }
        if (asked.wantsImages()) {
            return Turn.ofParts(Part.text(text(asked)), Part.image("image/png", PIXEL));
        }
        return speaking(asked);
    }

    private static Turn calling(Asked asked, JsonNode function) {
        String name = function.path("name").asText();
        JsonNode openApi = Json.at(function, "parameters");
        JsonNode schema = openApi.isMissingNode() ? Json.at(function, "parametersJsonSchema") : openApi;
        int calls = asked.mentions("parallel") ? 2 : 1;
        List<ObjectNode> parts = new ArrayList<>();
        for (int i = 1; i <= calls; i++) {
            Optional<String> id = asked.generation3() ? Optional.of("fc_" + i) : Optional.empty();
            parts.add(Part.functionCall(name, arguments(schema, i == 1 ? "Bern" : "Oslo"), id));
        }
        if (asked.generation3()) {
            parts.get(0).put("thoughtSignature", Part.signatureOfCall(name));
        }
        return Turn.of(List.of(parts));
    }

    private static JsonNode arguments(JsonNode schema, String words) {
        return schema.isMissingNode() ? Json.object() : Sample.of(schema, words);
    }

    private static Turn speaking(Asked asked) {
        String text = text(asked);
        for (String stop : asked.stops()) {
            int found = stop.isEmpty() ? -1 : text.indexOf(stop);
            text = found < 0 ? text : text.substring(0, found);
        }
        boolean cut = Tokens.count(text) > asked.maxTokens();
        if (cut) {
            text = text.substring(0, Math.max(0, asked.maxTokens()) * 4);
        }
        List<List<ObjectNode>> pieces = new ArrayList<>();
        if (asked.wantsThoughts()) {
            pieces.add(List.of(Part.thought("The user wants to be heard.")));
        }
        pieces(text, PIECES).forEach(piece -> pieces.add(List.of(Part.text(piece))));
        if (asked.generation3()) {
            pieces.add(List.of(Part.text("").put("thoughtSignature", Part.signatureOfText())));
        }
        return Turn.of(pieces).finishing(cut ? "MAX_TOKENS" : "STOP").times(asked.candidates());
    }

    private static String text(Asked asked) {
        String type = asked.mimeType().orElse("text/plain");
        if (type.equals("application/json")) {
            JsonNode schema = asked.schema();
            JsonNode fallback = Json.object().put("answer", asked.lastUserText());
            return (schema.isMissingNode() ? fallback : Sample.of(schema, asked.lastUserText())).toString();
        }
        if (type.equals("text/x.enum")) {
            return Sample.of(asked.schema(), "").asText();
        }
        if (!asked.functionResponses().isEmpty()) {
            StringBuilder heard = new StringBuilder();
            asked.functionResponses().forEach(r -> heard.append(r.path("name").asText())
                    .append(" says ")
                    .append(r.path("response"))
                    .append(". "));
            return heard.append("That is what the functions found.").toString();
        }
        return "You said: " + asked.lastUserText() + " (heard by the fake " + asked.model() + ")";
    }

    /** The text in at most so many pieces, none of them empty, no character torn apart. */
    static List<String> pieces(String text, int count) {
        int[] points = text.codePoints().toArray();
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) points.length * i / count);
            int to = (int) ((long) points.length * (i + 1) / count);
            if (to > from) {
                pieces.add(new String(points, from, to - from));
            }
        }
        return pieces;
    }
}
