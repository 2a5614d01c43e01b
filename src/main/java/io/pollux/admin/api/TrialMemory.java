package io.pollux.admin.api;

import io.pollux.admin.api.ProxyRoutes.CacheStats;
import io.pollux.admin.api.ProxyRoutes.Checked;
import io.pollux.exchange.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What came of trying proxies a moment ago, for whoever asks again. In the memory of this node, bounded, and good for as long
 * as gemini-balance took it for good. May be used from any thread.
 */
final class TrialMemory {
    static final Duration GOOD_FOR = Duration.ofSeconds(10);
    static final int MOST = 1_000;

    /** The oldest first. */
    private final Map<Secret, Kept> kept = new LinkedHashMap<>();

    synchronized Optional<Checked> recall(Secret proxy, Instant now) {
        return Optional.ofNullable(kept.get(proxy))
                .filter(known -> known.good(now))
                .map(Kept::came);
    }

    synchronized void keep(Secret proxy, Checked came, Instant now) {
        kept.remove(proxy);
        kept.put(proxy, new Kept(came, now));
        if (kept.size() > MOST) {
            kept.remove(kept.keySet().iterator().next());
        }
    }

    synchronized CacheStats stats(Instant now) {
        int good = (int) kept.values().stream().filter(known -> known.good(now)).count();
        return new CacheStats(kept.size(), good, kept.size() - good);
    }

    synchronized int clear() {
        int cleared = kept.size();
        kept.clear();
        return cleared;
    }

    private record Kept(Checked came, Instant at) {
        boolean good(Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(GOOD_FOR));
        }
    }
}
