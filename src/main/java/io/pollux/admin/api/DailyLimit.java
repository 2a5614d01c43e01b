package io.pollux.admin.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.keys.DayLimit;

/** A daily limit as the load balancer writes it: a number, or null, an empty text or 0 for none. */
final class DailyLimit {
    private DailyLimit() {}

    /**
     * @param wish null, when nothing is said, is none too
     * @throws Refused when it is something else
     */
    static DayLimit of(JsonNode wish) {
        if (wish == null || wish.isNull()) {
            return DayLimit.NONE;
        }
        try {
            return DayLimit.of(wish.isValueNode() ? wish.asText() : "-");
        } catch (IllegalArgumentException wrong) {
            throw Refused.because(400, wrong.getMessage() + ", or null");
        }
    }
}
