package io.pollux.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An error as Google words it.
 *
 * @param code the HTTP status
 * @param body {@code {"error":{"code":..,"message":..,"status":..,"details":[..]}}}, {@code error} first
 */
public record GoogleError(int code, ObjectNode body) {

    /** An error without details. */
    public static GoogleError of(int code, String status, String message) {
        ObjectNode body = Json.object();
        body.putObject("error").put("code", code).put("message", message).put("status", status);
        return new GoogleError(code, body);
    }

    /** The same error with one more detail. */
    public GoogleError with(JsonNode detail) {
        ObjectNode copy = body.deepCopy();
        ObjectNode error = (ObjectNode) copy.get("error");
        error.withArray("details").add(detail);
        return new GoogleError(code, copy);
    }

    /** The same error with an ErrorInfo of that reason. */
    GoogleError because(String reason) {
        ObjectNode info = Json.object()
                .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
                .put("reason", reason)
                .put("domain", "googleapis.com");
        info.putObject("metadata").put("service", "generativelanguage.googleapis.com");
        return with(info);
    }

    /** The same error with its own text once more in English, as Google adds it to errors about keys. */
    GoogleError localized() {
        return with(Json.object()
                .put("@type", "type.googleapis.com/google.rpc.LocalizedMessage")
                .put("locale", "en-US")
                .put("message", message()));
    }

    public String message() {
        return body.at("/error/message").asText();
    }
}
