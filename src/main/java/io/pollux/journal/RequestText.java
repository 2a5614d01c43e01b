package io.pollux.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** A recorded request as the JSON column takes it: valid, and not without measure. */
final class RequestText {
    private static final int LONGEST = 256 * 1024;
    private static final int SHOWN = 4_000;
    private static final JsonMapper JSON = new JsonMapper();

    private RequestText() {}

    static Optional<String> of(byte[] request) {
        if (request.length == 0) {
            return Optional.empty();
        }
        if (request.length > LONGEST) {
            return Optional.of(instead("truncated", request));
        }
        return Optional.of(
                isJson(request) ? new String(request, StandardCharsets.UTF_8) : instead("malformed", request));
    }

    /** With line breaks; what cannot be read as JSON stays as it is. */
    static String pretty(String request) {
        if (request.isEmpty()) {
            return request;
        }
        try {
            return JSON.readTree(request).toPrettyString();
        } catch (IOException malformed) {
            return request;
        }
    }

    private static String instead(String member, byte[] request) {
        String start = new String(request, 0, Math.min(request.length, SHOWN), StandardCharsets.UTF_8);
        try {
            return JSON.writeValueAsString(Map.of(member, start, "bytes", request.length));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** One value and nothing behind it: what the databases check as well. */
    private static boolean isJson(byte[] request) {
        JsonFactory factory = JSON.getFactory();
        try (JsonParser parser = factory.createParser(request)) {
            parser.nextToken();
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException malformed) {
            return false;
        }
    }
}
