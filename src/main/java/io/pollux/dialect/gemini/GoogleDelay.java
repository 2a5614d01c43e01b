package io.pollux.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When to come again, as Google says it in a 429: once in {@code RetryInfo} and once in the message, and clients read both.
 * It is the time of the one project that was asked last; the client wants to know when any project is back.
 */
final class GoogleDelay {
    private static final Pattern IN_WORDS = Pattern.compile("(?i)please retry in [0-9][0-9hms.]*[hms]");
    private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";

    private GoogleDelay() {}

    /** Puts another time in its place, where Google names one. */
    static void replace(ObjectNode error, long seconds) {
        String delay = seconds + "s";
        for (JsonNode detail : error.path("details")) {
            if (isDelay(detail) && detail instanceof ObjectNode info) {
                info.put("retryDelay", delay);
            }
        }
        Matcher google = IN_WORDS.matcher(error.path("message").asText(""));
        if (google.find()) {
            error.put("message", google.replaceFirst("Please retry in " + delay));
        }
    }

    /** For the quota of a day Google names a few seconds, and that is never true. */
    static void remove(ObjectNode error) {
        if (error.path("details") instanceof ArrayNode details) {
            for (int i = details.size() - 1; i >= 0; i--) {
                if (isDelay(details.get(i))) {
                    details.remove(i);
                }
            }
        }
    }

    private static boolean isDelay(JsonNode detail) {
        return detail.path("@type").asText("").equals(RETRY_INFO);
    }
}
