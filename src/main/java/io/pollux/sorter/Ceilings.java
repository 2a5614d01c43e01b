package io.pollux.sorter;

import io.pollux.exchange.Quota;
import io.pollux.sorter.ErrorBody.Violation;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What Google gives away of a project's limits when it refuses for quota: {@code quotaValue} is the limit itself, and
 * {@code quotaId} says what is counted and over which time.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/rate-limits">Gemini API: rate limits</a>
 */
final class Ceilings {
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,14}");

    private Ceilings() {}

    /** The lowest value for each quota. Zero is no ceiling but a closed door, and a search tool's quota is not the model's. */
    static Map<Quota, Long> of(Collection<Violation> violations) {
        Map<Quota, Long> ceilings = new EnumMap<>(Quota.class);
        for (Violation violation : violations) {
            if (NUMBER.matcher(violation.value()).matches() && !Verdict.ofSearch(violation)) {
                long most = Long.parseLong(violation.value());
                quota(violation).ifPresent(quota -> ceilings.merge(quota, most, Math::min));
            }
        }
        return Collections.unmodifiableMap(ceilings);
    }

    private static Optional<Quota> quota(Violation violation) {
        String id = violation.id().toLowerCase(Locale.ROOT);
        boolean daily = id.contains("perday");
        if (!daily && !id.contains("perminute")) {
            return Optional.empty();
        }
        String counted = id + violation.metric();
        if (counted.contains("token")) {
            return Optional.of(daily ? Quota.INPUT_TOKENS_PER_DAY : Quota.INPUT_TOKENS_PER_MINUTE);
        }
        return counted.contains("request")
                ? Optional.of(daily ? Quota.REQUESTS_PER_DAY : Quota.REQUESTS_PER_MINUTE)
                : Optional.empty();
    }
}
