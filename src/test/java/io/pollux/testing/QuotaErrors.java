package io.pollux.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The 429s. */
public final class QuotaErrors {
    /** A violated limit; {@code id} tells minute from day. */
    public record Violation(String metric, String id, int limit) {
        public static final Violation REQUESTS_PER_DAY = new Violation(
                "generate_content_free_tier_requests", "GenerateRequestsPerDayPerProjectPerModel-FreeTier", 20);
        public static final Violation REQUESTS_PER_MINUTE = new Violation(
                "generate_content_free_tier_requests", "GenerateRequestsPerMinutePerProjectPerModel-FreeTier", 10);
        public static final Violation TOKENS_PER_MINUTE = new Violation(
                "generate_content_free_tier_input_token_count",
                "GenerateContentInputTokensPerModelPerMinute-FreeTier",
                250_000);
        public static final Violation TOKENS_PER_DAY = new Violation(
                "generate_content_free_tier_input_token_count",
                "GenerateContentInputTokensPerModelPerDay-FreeTier",
                1_000_000);

        public Violation limitedTo(int other) {
            return new Violation(metric, id, other);
        }
    }

    private static final String SERVICE = "generativelanguage.googleapis.com/";

    private QuotaErrors() {}

    /** @param retryDelay in any of Google's forms: {@code 33s}, {@code 34.074824224s}, {@code 900ms}; empty: none */
    public static GoogleError quota(String model, List<Violation> violations, String retryDelay) {
        StringBuilder message = new StringBuilder("You exceeded your current quota, please check your plan and billing"
                + " details. For more information on this error, head to:"
                + " https://ai.google.dev/gemini-api/docs/rate-limits. ");
        ObjectNode failure = Json.object().put("@type", "type.googleapis.com/google.rpc.QuotaFailure");
        ArrayNode list = failure.putArray("violations");
        for (Violation violation : violations) {
            message.append("\n* Quota exceeded for metric: ").append(SERVICE).append(violation.metric());
            message.append(", limit: ")
                    .append(violation.limit())
                    .append(", model: ")
                    .append(model);
            list.add(described(violation, model));
        }
        if (!retryDelay.isEmpty()) {
            message.append("\nPlease retry in ").append(retryDelay).append('.');
        }
        GoogleError error = exhausted(message.toString()).with(help()).with(failure);
        return retryDelay.isEmpty() ? error : error.with(retry(retryDelay));
    }

    public static GoogleError withoutDetails() {
        return exhausted("Resource has been exhausted (e.g. check quota).");
    }

    /** The quota of a tool of the project: the model itself still works without it. */
    public static GoogleError helpOnly() {
        return exhausted("You exceeded your current quota, please check your plan and billing details.")
                .with(help());
    }

    public static GoogleError spendingCap() {
        return exhausted("Your project has exceeded its monthly spending cap. Please go to AI Studio to manage your"
                + " project spend cap.");
    }

    public static GoogleError prepaymentDepleted() {
        return exhausted("Your prepayment credits are depleted. Please go to AI Studio to manage your project and"
                + " billing.");
    }

    /** @param code 429 or 503: both are seen */
    public static GoogleError capacityExhausted(String model, int code) {
        return GoogleError.of(
                        code,
                        code == 503 ? "UNAVAILABLE" : "RESOURCE_EXHAUSTED",
                        "No capacity available for model " + model + " on the server")
                .because("MODEL_CAPACITY_EXHAUSTED");
    }

    /** As the express mode of Vertex AI says it. */
    public static GoogleError vertex() {
        return exhausted("Resource exhausted. Please try again later. Please refer to"
                + " https://cloud.google.com/vertex-ai/generative-ai/docs/error-code-429 for more details.");
    }

    private static ObjectNode described(Violation violation, String model) {
        ObjectNode described = Json.object().put("quotaMetric", SERVICE + violation.metric());
        described.put("quotaId", violation.id());
        described.putObject("quotaDimensions").put("location", "global").put("model", model);
        return described.put("quotaValue", Integer.toString(violation.limit()));
    }

    private static ObjectNode help() {
        ObjectNode help = Json.object().put("@type", "type.googleapis.com/google.rpc.Help");
        help.putArray("links")
                .addObject()
                .put("description", "Learn more about Gemini API quotas")
                .put("url", "https://ai.google.dev/gemini-api/docs/rate-limits");
        return help;
    }

    private static ObjectNode retry(String delay) {
        return Json.object()
                .put("@type", "type.googleapis.com/google.rpc.RetryInfo")
                .put("retryDelay", delay);
    }

    private static GoogleError exhausted(String message) {
        return GoogleError.of(429, "RESOURCE_EXHAUSTED", message);
    }
}
