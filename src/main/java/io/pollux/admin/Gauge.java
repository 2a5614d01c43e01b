package io.pollux.admin;

import io.pollux.exchange.Quota;
import io.pollux.pool.QuotaView;
import java.util.Arrays;
import java.util.List;

/**
 * What was used of one quota, beside its limit.
 *
 * @param most the limit; null when none is known
 * @param source who says so; null with it
 */
public record Gauge(Quota quota, long used, Long most, QuotaView.Source source) {
    private static final int TIGHT = 80;

    static List<Gauge> of(QuotaView view, Quota... quotas) {
        return Arrays.stream(quotas)
                .map(quota -> new Gauge(
                        quota,
                        used(view, quota),
                        view.ceilings().get(quota),
                        view.sources().get(quota)))
                .toList();
    }

    private static long used(QuotaView view, Quota quota) {
        return switch (quota) {
            case REQUESTS_PER_MINUTE -> view.requestsInMinute();
            case INPUT_TOKENS_PER_MINUTE -> view.tokensInMinute();
            case REQUESTS_PER_DAY -> view.requestsToday();
            case INPUT_TOKENS_PER_DAY -> view.tokensToday();
        };
    }

    public boolean limited() {
        return most != null;
    }

    /** How full it is, at most 100; what is used at all is seen. */
    public int percent() {
        if (most == null || used <= 0) {
            return 0;
        }
        return (int) Math.max(1, Math.min(100, used * 100 / most));
    }

    public String tone() {
        if (percent() < TIGHT) {
            return "good";
        }
        return percent() < 100 ? "wait" : "bad";
    }
}
