package io.pollux.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;

/** What the fake does if no script line fits: what Google does. */
final class Habits {
    private Habits() {}

    static Reply reply(ReceivedCall call, Predicate<String> known) {
        if (call.operation().isEmpty()) {
            return notFound(call);
        }
        Optional<GoogleError> stranger = Credentials.refusal(call.head(), known);
        if (stranger.isPresent()) {
            return new Reply.Failed(stranger.get());
        }
        return Paced.of(call).orElseGet(() -> checked(call));
    }

    private static Reply checked(ReceivedCall call) {
        Optional<GoogleError> refused = RequestCheck.refusal(call);
        if (refused.isPresent()) {
            return new Reply.Failed(refused.get());
        }
        return switch (call.operation()) {
            case "models.list" -> Models.list(call);
            case "models.get" -> Models.get(call);
            case "generateContent", "streamGenerateContent" -> Echo.turn(call).reply(call);
            case "countTokens" -> count(call);
            case "embedContent" -> Embeddings.one(call);
            case "batchEmbedContents" -> Embeddings.batch(call);
            case "predict" -> call.model().contains("embedding") ? Embeddings.predicted(call) : images(call);
            default -> notFound(call);
        };
    }

    private static Reply count(ReceivedCall call) {
        JsonNode whole = Json.at(call.json(), "generateContentRequest");
        int count = new Asked(whole.isMissingNode() ? call.json() : whole, call.model()).promptTokens();
        ObjectNode answer = Json.object().put("totalTokens", count);
        answer.putArray("promptTokensDetails")
                .addObject()
                .put("modality", "TEXT")
                .put("tokenCount", count);
        return Reply.of(answer);
    }

    private static Reply images(ReceivedCall call) {
        int count = Json.at(call.json().path("parameters"), "sampleCount").asInt(1);
        ObjectNode answer = Json.object();
        ArrayNode predictions = answer.putArray("predictions");
        for (int i = 0; i < count; i++) {
            predictions
                    .addObject()
                    .put("mimeType", "image/png")
                    .put("bytesBase64Encoded", Base64.getEncoder().encodeToString(Echo.PIXEL));
        }
        return Reply.of(answer);
    }

    /** A path that Google does not serve is answered by its front end, in HTML. */
    private static Reply notFound(ReceivedCall call) {
        String page = "<!DOCTYPE html>\n<html lang=en>\n<title>Error 404 (Not Found)!!1</title>\n"
                + "<p><b>404.</b> <ins>That’s an error.</ins>\n<p>The requested URL <code>"
                + call.path().replace("<", "&lt;") + "</code> was not found on this server.\n";
        return new Reply.Raw(404, "text/html; charset=UTF-8", page.getBytes(StandardCharsets.UTF_8));
    }
}
