package io.pollux.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Parts of a content. */
final class Part {
    /** What stands before the name in the signature of a function call. */
    static final String CALL = "fake-gemini call ";

    private Part() {}

    static ObjectNode text(String text) {
        return Json.object().put("text", text);
    }

    static ObjectNode thought(String text) {
        return text(text).put("thought", true);
    }

    static ObjectNode image(String mimeType, byte[] data) {
        ObjectNode part = Json.object();
        part.putObject("inlineData").put("mimeType", mimeType).put("data", base64(data));
        return part;
    }

    static ObjectNode functionCall(String name, JsonNode args, Optional<String> id) {
        ObjectNode part = Json.object();
        ObjectNode call = part.putObject("functionCall");
        id.ifPresent(given -> call.put("id", given));
        call.put("name", name).set("args", args);
        return part;
    }

    /** The signature that this fake puts on a call of that function, and recognises when it comes back. */
    static String signatureOfCall(String name) {
        return base64((CALL + name).getBytes(StandardCharsets.UTF_8));
    }

    static String signatureOfText() {
        return base64("fake-gemini text".getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] data) {
        return Base64.getEncoder().encodeToString(data);
    }
}
