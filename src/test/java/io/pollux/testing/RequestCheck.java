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
            default -> Optional.empty();
        };
    }
}
