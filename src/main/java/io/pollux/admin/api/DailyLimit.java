package io.pollux.admin.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalLong;

/** A daily limit as the load balancer writes it: a number, or null, an empty text or 0 for none. */
final class DailyLimit {
    private DailyLimit() {}

    static OptionalLong of(JsonNode wish) {
        if (wish == null || wish.isNull() || wish.asText().isBlank()) {
            return OptionalLong.empty();
        }
        if (!wish.asText().matches("\\d{1,9}")) {
            throw Refused.because(400, "A daily limit is a whole number from 0, or null");
        }
        long limit = Long.parseLong(wish.asText());
        return limit == 0 ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    /** There is none to be lifted; one that is to be set is refused, for it would have no effect. */
    static void lift(JsonNode wish) {
        if (of(wish).isPresent()) {
            throw Refused.because(
                    501, "Pollux keeps limits of Google projects, not of keys; set them on the page of the keys");
        }
    }
}
