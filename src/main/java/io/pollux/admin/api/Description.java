package io.pollux.admin.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * The OpenAPI document. The build makes it from the resources; what is true of all routes is added here: by what right one
 * comes in, and how a refusal looks.
 */
final class Description {
    private static final String FILE = "openapi.json";
    private static final String SECURITY = "security";
    private static final String COMMON = """
            {"security": [{"token": []}, {"session": [], "page": []}],
             "components": {
               "securitySchemes": {
                 "token": {"type": "http", "scheme": "bearer", "description": "The administrator's token"},
                 "session": {"type": "apiKey", "in": "cookie", "name": "pollux-session", "description": "A log-in"},
                 "page": {"type": "apiKey", "in": "header", "name": "X-Pollux-Page",
                          "description": "Beside a session, for whatever is no GET: from the answer to /api/login"}},
               "schemas": {
                 "Refusal": {"type": "object", "properties": {"error": {"type": "object", "properties": {
                   "code": {"type": "string"},
                   "message": {"type": "string"},
                   "details": {"type": "array", "items": {"type": "object", "properties": {
                     "loc": {"type": "array", "items": {"type": "string"}},
                     "msg": {"type": "string"},
                     "type": {"type": "string"}}}}}}}}}}}
            """;
    private static final String REFUSED = """
            {"description": "Refused", "content": {"application/json": {"schema": {
              "$ref": "#/components/schemas/Refusal"}}}}
            """;

    private Description() {}

    /** Empty when the build made none. */
    static Optional<JsonNode> read() {
        try (InputStream in = Description.class.getResourceAsStream(FILE)) {
            return in == null ? Optional.empty() : Optional.of(complete((ObjectNode) JsonBodies.JSON.readTree(in)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode complete(ObjectNode document) throws IOException {
        ObjectNode whole = JsonBodies.JSON.readerForUpdating(document).readValue(COMMON);
        JsonNode refused = JsonBodies.JSON.readTree(REFUSED);
        JsonNode nobody = JsonBodies.JSON.createArrayNode();
        for (JsonNode path : whole.path("paths")) {
            for (JsonNode operation : path) {
                if (operation.path("responses") instanceof ObjectNode responses) {
                    responses.set("default", refused);
                }
            }
        }
        whole.at("/components/schemas").forEach(Description::letAnythingBeAnything);
        if (whole.at("/paths/" + SessionRoutes.LOG_IN.replace("/", "~1") + "/post") instanceof ObjectNode logIn) {
            logIn.set(SECURITY, nobody);
        }
        return whole;
    }

    /** What a route takes in more than one form is to the library a list of it does not know what. */
    private static void letAnythingBeAnything(JsonNode schema) {
        for (JsonNode member : schema.path("properties")) {
            if (member instanceof ObjectNode object
                    && object.path("type").asText().equals("array")
                    && !object.has("items")) {
                object.remove("type");
            }
        }
    }
}
