package io.pollux.pool;

import io.pollux.exchange.Failure.Refusal;
import io.pollux.keys.SetAside;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a key that Google refuses is asked about again by itself. Pure. */
final class Recheck {
    /** What somebody must change in a console is changed within a day or not soon. */
    private static final Duration CONFIGURATION = Duration.ofDays(1);
    /** After a check that found out nothing, for the way there was broken. */
    private static final Duration UNANSWERED = Duration.ofMinutes(10);

    private Recheck() {}

    /**
     * @param interval for keys that are not valid; zero is never
     * @param answeredAt when Google last refused it here
     * @param askedAt when the house last asked
     * @return empty when it is not asked about by itself
     */
    static Optional<Instant> due(long keyId, SetAside aside, Duration interval, Instant answeredAt, Instant askedAt) {
        Duration wait = interval(aside.refusal(), interval);
        if (wait.isZero()) {
            return Optional.empty();
        }
        Instant refused = answeredAt.isAfter(aside.since()) ? answeredAt : aside.since();
        Instant due = refused.plusMillis((long) (wait.toMillis() * spread(keyId ^ refused.toEpochMilli())));
        Instant again = askedAt.plus(UNANSWERED);
        return Optional.of(again.isAfter(due) ? again : due);
    }

    private static Duration interval(Refusal refusal, Duration interval) {
        return switch (refusal) {
            case INVALID, UNAUTHENTICATED -> interval;
            case SUSPENDED, DENIED -> CONFIGURATION;
            case LEAKED -> Duration.ZERO;
        };
    }

    /** A tenth less to a tenth more, the same each time it is asked: so that pages can show it. */
    private static double spread(long seed) {
        long mixed = (seed ^ seed >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return 0.9 + 0.2 * ((mixed ^ mixed >>> 33) >>> 11) / (1L << 53);
    }
}
