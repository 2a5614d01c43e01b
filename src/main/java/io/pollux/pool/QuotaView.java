package io.pollux.pool;

import io.pollux.exchange.Quota;
import java.util.Map;

/**
 * What a project has used of a model, for pages.
 *
 * @param requestsInMinute by all nodes, as far as this one has heard; so are the next three
 * @param tokensInMinute input tokens
 * @param requestsToday in the Pacific day
 * @param tokensToday input tokens
 * @param outputHere output tokens of this node in the Pacific day
 * @param ceilings what is known of the limits
 * @param sources who says so, for each of them
 */
public record QuotaView(
        long requestsInMinute,
        long tokensInMinute,
        long requestsToday,
        long tokensToday,
        long outputHere,
        Map<Quota, Long> ceilings,
        Map<Quota, Source> sources) {
    /** Where a limit comes from. */
    public enum Source {
        /** It was in a refusal. */
        GOOGLE,
        /** The operator has set it for this project. */
        OPERATOR,
        /** POLLUX_QUOTA_LIMITS. */
        SETTINGS
    }
}
