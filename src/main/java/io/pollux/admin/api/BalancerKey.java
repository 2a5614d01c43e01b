package io.pollux.admin.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.pollux.admin.Office;
import io.pollux.exchange.KeyKind;
import io.pollux.keys.ApiKey;
import io.pollux.keys.DayLimit;
import io.pollux.pool.Cooldown;
import io.pollux.pool.KeyView;
import io.pollux.pool.PoolDesk;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A key in the shape of the two load balancers. Their profile is Pollux' project.
 *
 * @param id its number
 * @param key masked, but in an export of whole keys
 * @param profile the project; empty for a key without a named one
 * @param rateLimitResetAt until when its project rests for every model
 * @param requestCount calls in all
 * @param dailyRateLimit how many calls it may serve in a Pacific day; null for as many as come
 * @param dailyRequestsUsed how many it has served in that day, of those that count against a limit
 * @param lastResetDate when the day began
 * @param isDisabledByRateLimit whether it has reached its daily limit
 * @param kind the pool, where it is not the usual one
 */
public record BalancerKey(
        @JsonProperty("_id") String id,
        String key,
        String name,
        String profile,
        @JsonProperty("isActive") Boolean active,
        String lastUsed,
        String rateLimitResetAt,
        Integer failureCount,
        Long requestCount,
        Long dailyRateLimit,
        Long dailyRequestsUsed,
        String lastResetDate,
        @JsonProperty("isDisabledByRateLimit") Boolean disabledByRateLimit,

        @JsonInclude(JsonInclude.Include.NON_NULL) String kind) {
    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

    static BalancerKey of(Office office, ApiKey row) {
        return of(office, row, row.getMasked());
    }

    static BalancerKey of(Office office, ApiKey row, String shown) {
        Instant now = office.clock().instant();
        Optional<KeyView> view = office.pool().view(row.getId());
        Optional<Instant> rests = view.map(KeyView::cooldowns)
                .map(cooldowns -> cooldowns.get(PoolDesk.EVERY_MODEL))
                .map(Cooldown::until)
                .filter(until -> until.isAfter(now));
        DayLimit limit = row.getDayLimit();
        long used = Math.max(row.callsToday(now), view.map(KeyView::callsToday).orElse(0L));
        return new BalancerKey(
                Long.toString(row.getId()),
                shown,
                row.getLabel(),
                Optional.ofNullable(row.getProject()).orElse(""),
                row.isEnabled() && row.getRefusal() == null,
                text(row.getLastUsedAt()),
                rests.map(LogPeriod::text).orElse(null),
                view.map(KeyView::failures).orElse(row.getFailures()),
                row.getUses(),
                limit.none() ? null : (long) limit.calls(),
                used,
                text(now.atZone(PACIFIC).toLocalDate().atStartOfDay(PACIFIC).toInstant()),
                view.flatMap(KeyView::limitedUntil).isPresent(),
                row.getKind() == KeyKind.GEMINI ? null : row.getKind().name());
    }

    private static String text(Instant moment) {
        return moment == null ? null : LogPeriod.text(moment);
    }
}
