package io.pollux.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/** What Google says when it refuses, but for quotas: see {@link QuotaErrors}. */
public final class GoogleErrors {
    private static final String PROJECT = "123456789012";

    private GoogleErrors() {}

    // Keys

    public static GoogleError keyInvalid() {
        return badKey("API key not valid. Please pass a valid API key.");
    }

    public static GoogleError keyExpired() {
        return badKey("API key expired. Please renew the API key.");
    }

    public static GoogleError keyNotFound() {
        return badKey("API Key not found. Please pass a valid API key.");
    }

    public static GoogleError keyLeaked() {
        return denied("Your API key was reported as leaked. Please use another API key.");
    }

    /** The one error that repeats the key. */
    public static GoogleError keySuspended(String key) {
        return denied("Permission denied: Consumer 'api_key:" + key + "' has been suspended.")
                .because("CONSUMER_SUSPENDED");
    }

    public static GoogleError projectDenied() {
        return denied("Your project has been denied access. Please contact support.");
    }

    public static GoogleError serviceDisabled() {
        return denied("Generative Language API has not been used in project " + PROJECT
                        + " before or it is disabled. Enable it by visiting"
                        + " https://console.developers.google.com/apis/api/generativelanguage.googleapis.com/overview?project="
                        + PROJECT + " then retry.")
                .because("SERVICE_DISABLED");
    }

    public static GoogleError keyServiceBlocked() {
        return denied("Requests to this API generativelanguage.googleapis.com method"
                        + " google.ai.generativelanguage.v1beta.GenerativeService.GenerateContent are blocked.")
                .because("API_KEY_SERVICE_BLOCKED");
    }

    public static GoogleError keyReferrerBlocked() {
        return denied("Requests from referer <empty> are blocked.").because("API_KEY_HTTP_REFERRER_BLOCKED");
    }

    public static GoogleError keyAddressBlocked() {
        return denied("The provided API key has an IP address restriction. The originating IP address of the call"
                        + " (192.0.2.7) violates this restriction.")
                .because("API_KEY_IP_ADDRESS_BLOCKED");
    }

    public static GoogleError consumerInvalid() {
        return denied("Permission denied on resource project " + PROJECT + ".").because("CONSUMER_INVALID");
    }

    public static GoogleError billingDisabled() {
        return denied("This API method requires billing to be enabled. Please enable billing on project #" + PROJECT
                        + ".")
                .because("BILLING_DISABLED");
    }

    public static GoogleError unregisteredCaller() {
        return denied("Method doesn't allow unregistered callers (callers without established identity). Please use"
                + " API Key or other form of API consumer identity to call this API.");
    }

    /** A credential that Google takes for a bearer token. */
    public static GoogleError tokenTypeUnsupported() {
        return unauthenticated("Request had invalid authentication credentials. Expected OAuth 2 access token, login"
                        + " cookie or other valid authentication credential.")
                .because("ACCESS_TOKEN_TYPE_UNSUPPORTED");
    }

    public static GoogleError credentialsMissing() {
        return unauthenticated("Request is missing required authentication credential. Expected OAuth 2 access token,"
                        + " login cookie or other valid authentication credential.")
                .because("CREDENTIALS_MISSING");
    }

    public static GoogleError multipleCredentials() {
        return invalid("Multiple authentication credentials received. Please pass only one.");
    }

    // Requests

    public static GoogleError invalid(String message) {
        return GoogleError.of(400, "INVALID_ARGUMENT", message);
    }

    /** What is wrong with one field; the field is in Google's spelling, empty for the top of the body. */
    public record BadField(String field, String description) {}

    public static GoogleError badFields(List<BadField> fields) {
        ObjectNode detail = Json.object().put("@type", "type.googleapis.com/google.rpc.BadRequest");
        ArrayNode violations = detail.putArray("fieldViolations");
        for (BadField bad : fields) {
            ObjectNode violation = violations.addObject();
            if (!bad.field().isEmpty()) {
                violation.put("field", bad.field());
            }
            violation.put("description", bad.description());
        }
        return invalid(fields.stream().map(BadField::description).collect(Collectors.joining("\n")))
                .with(detail);
    }

    public static GoogleError signatureMissing(String function, int position) {
        return invalid("Function call `" + function + "` in the `" + position
                + ".` content block is missing a `thought_signature`.");
    }

    public static GoogleError signatureCorrupted() {
        return invalid("Corrupted thought signature.");
    }

    public static GoogleError tooManyTokens() {
        return invalid("The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).");
    }

    public static GoogleError locationUnsupported() {
        return precondition("User location is not supported for the API use.");
    }

    public static GoogleError freeTierUnavailable() {
        return precondition("Gemini API free tier is not available in your country. Please enable billing on your"
                + " project in Google AI Studio.");
    }

    public static GoogleError fileForbidden(String file) {
        return denied("You do not have permission to access the File " + file + " or it may not exist.");
    }

    // Models

    public static GoogleError modelNotFound(String model, String version, String operation) {
        return GoogleError.of(
                404,
                "NOT_FOUND",
                "models/" + model + " is not found for API version " + version + ", or is not supported for "
                        + operation + ". Call ListModels to see the list of available models and their supported"
                        + " methods.");
    }

    public static GoogleError modelClosed(String model) {
        return GoogleError.of(
                404,
                "NOT_FOUND",
                "This model models/" + model + " is no longer available to new users. Please update your code to use"
                        + " a newer model for the latest features and improvements.");
    }

    // Google

    public static GoogleError internal() {
        return GoogleError.of(
                500,
                "INTERNAL",
                "An internal error has occurred. Please retry or report in"
                        + " https://developers.generativeai.google/guide/troubleshooting");
    }

    public static GoogleError overloaded() {
        return GoogleError.of(503, "UNAVAILABLE", "The model is overloaded. Please try again later.");
    }

    public static GoogleError highDemand() {
        return GoogleError.of(
                503,
                "UNAVAILABLE",
                "This model is currently experiencing high demand. Spikes in demand are usually temporary. Please try"
                        + " again later.");
    }

    public static GoogleError deadlineExceeded() {
        return GoogleError.of(504, "DEADLINE_EXCEEDED", "Deadline expired before operation could complete.");
    }

    public static GoogleError cancelled() {
        return GoogleError.of(499, "CANCELLED", "The operation was cancelled.");
    }

    private static GoogleError badKey(String message) {
        return invalid(message).because("API_KEY_INVALID").localized();
    }

    private static GoogleError denied(String message) {
        return GoogleError.of(403, "PERMISSION_DENIED", message);
    }

    private static GoogleError unauthenticated(String message) {
        return GoogleError.of(401, "UNAUTHENTICATED", message);
    }

    private static GoogleError precondition(String message) {
        return GoogleError.of(400, "FAILED_PRECONDITION", message);
    }
}
