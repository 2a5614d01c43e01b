package io.pollux.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.testing.GoogleErrors.BadField;
import java.util.List;
import java.util.Optional;

/** Whether Google would take this request. */
final class RequestCheck {
    private RequestCheck() {}

    static Optional<GoogleError> refusal(ReceivedCall call) {
        if (!call.model().isEmpty() && !Models.known(call.model())) {
            return Optional.of(GoogleErrors.modelNotFound(call.model(), call.version(), call.operation()));
        }
        if (call.method().equals("GET")) {
            return Optional.empty();
        }
        JsonNode body;
        try {
            body = call.json();
        } catch (IllegalArgumentException e) {
            return Optional.of(GoogleErrors.invalid("Invalid JSON payload received. " + e.getMessage()));
        }
        if (!body.isObject()) {
            return Optional.of(GoogleErrors.badFields(List.of(new BadField(
                    "", "Invalid JSON payload received. Unknown name \"\": Root element must be a message."))));
        }
        return switch (call.operation()) {
            case "generateContent", "streamGenerateContent" -> GenerateCheck.refusal(Asked.of(call));
            case "countTokens" -> count(call, body);
            case "embedContent" -> Names.inEmbed(body).or(() -> embed(body, "EmbedContentRequest"));
            case "batchEmbedContents" -> Names.inBatchEmbed(body).or(() -> batch(call, body));
            default -> Optional.empty();
        };
    }

    private static Optional<GoogleError> count(ReceivedCall call, JsonNode body) {
        Optional<GoogleError> names = Names.inCount(body);
        if (names.isPresent()) {
            return names;
        }
        boolean whole = !Json.at(body, "generateContentRequest").isMissingNode();
        boolean contents = !Json.list(body, "contents").isEmpty();
        if (whole && contents) {
            return refused("CountTokensRequest: contents and generate_content_request are mutually exclusive");
        }
        if (!whole && !contents) {
            return refused("CountTokensRequest.contents: contents is not specified");
        }
        boolean named = !Json.at(body, "generateContentRequest")
                .path("model")
                .asText("")
                .isEmpty();
        return whole && !named && !call.vertex()
                ? refused("CountTokensRequest.generate_content_request.model: model is required")
                : Optional.empty();
    }

    private static Optional<GoogleError> batch(ReceivedCall call, JsonNode body) {
        String own = "models/" + call.model();
        int i = 0;
        for (JsonNode request : Json.list(body, "requests")) {
            String where = "BatchEmbedContentsRequest.requests[" + i++ + "]";
            String model = request.path("model").asText("");
            if (!model.contains("/")) {
                return refused(where + ".model: unexpected model name format");
            }
            if (!model.equals(own)) {
                return refused(where + ".model: the model must be " + own + " as in the path");
            }
            Optional<GoogleError> embed = embed(request, where);
            if (embed.isPresent()) {
                return embed;
            }
        }
        return i == 0 ? refused("BatchEmbedContentsRequest.requests: requests must not be empty") : Optional.empty();
    }

    private static Optional<GoogleError> embed(JsonNode request, String where) {
        return Json.list(request.path("content"), "parts").isEmpty()
                ? refused(where + ".content: contents is not specified")
                : Optional.empty();
    }

    static Optional<GoogleError> refused(String complaint) {
        return Optional.of(GoogleErrors.invalid("* " + complaint + "\n"));
    }
}
