package io.pollux.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Thought signatures as Gemini 3 wants them: the first function call of each model content of the current turn carries
 * one. The current turn begins behind the last user content that is not only functionResponses.
 */
final class Signatures {
    private Signatures() {}

    static Optional<GoogleError> refusal(Asked asked) {
        if (!asked.generation3()) {
            return Optional.empty();
        }
        JsonNode contents = asked.contents();
        for (int i = start(contents); i < contents.size(); i++) {
            Optional<GoogleError> refusal = first(contents.get(i), i + 1);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private static int start(JsonNode contents) {
        int start = 0;
        for (int i = 0; i < contents.size(); i++) {
            JsonNode content = contents.get(i);
            boolean user = content.path("role").asText("user").equals("user");
            if (user && !onlyFunctionResponses(content)) {
                start = i + 1;
            }
        }
        return start;
    }

    private static boolean onlyFunctionResponses(JsonNode content) {
        for (JsonNode part : Json.list(content, "parts")) {
            if (Json.at(part, "functionResponse").isMissingNode()) {
                return false;
            }
        }
        return true;
    }

    private static Optional<GoogleError> first(JsonNode content, int position) {
        for (JsonNode part : Json.list(content, "parts")) {
            JsonNode call = Json.at(part, "functionCall");
            if (!call.isMissingNode()) {
                return judged(
                        call.path("name").asText(),
                        Json.at(part, "thoughtSignature").asText(""),
                        position);
            }
        }
        return Optional.empty();
    }

    private static Optional<GoogleError> judged(String function, String signature, int position) {
        if (signature.isEmpty()) {
            return Optional.of(GoogleErrors.signatureMissing(function, position));
        }
        return intact(function, signature) ? Optional.empty() : Optional.of(GoogleErrors.signatureCorrupted());
    }

    /** Anything in base64, the placeholders too; but a signature of this fake must be on its own function's call. */
    private static boolean intact(String function, String signature) {
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(signature.replace('-', '+').replace('_', '/'));
            String meant = new String(bytes, StandardCharsets.UTF_8);
            return !meant.startsWith(Part.CALL) || meant.equals(Part.CALL + function);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
