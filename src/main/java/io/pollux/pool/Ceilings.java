package io.pollux.pool;

import io.pollux.exchange.Quota;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * The limits of a project at a model: those of the settings, and those that Google gave away when it refused. Where both
 * are known the lower one counts, for whoever passes either is refused.
 *
 * <p>Of what is learned, the later word counts, be it lower or higher. It is believed until the Pacific day after that in
 * which Google last said so has ended: a project that has moved to a better tier is asked for more at the latest then, at
 * the price of one refusal in two days. It is forgotten at once when Google let more requests of a day succeed.
 *
 * <p>Guarded by the pool's lock.
 */
final class Ceilings {
    static final long NONE = Long.MAX_VALUE;
    private static final Quota[] QUOTAS = Quota.values();

    /** @param most as Google said */
    record Learned(long most, Instant statedAt) {
        Instant ends() {
            return QuotaDay.endOf(QuotaDay.endOf(statedAt));
        }
    }

    private final long[] most = new long[QUOTAS.length];
    private Map<Quota, Learned> learned = Map.of();
    private Map<Quota, Long> configured = Map.of();
    private long nextEnd = NONE;
    private boolean any;

    Ceilings() {
        Arrays.fill(most, NONE);
    }

    long of(Quota quota) {
        return most[quota.ordinal()];
    }

    boolean any() {
        return any;
    }

    boolean learnedAny() {
        return !learned.isEmpty();
    }

    Map<Quota, Long> all() {
        Map<Quota, Long> all = new EnumMap<>(Quota.class);
        for (Quota quota : QUOTAS) {
            if (of(quota) != NONE) {
                all.put(quota, of(quota));
            }
        }
        return all;
    }

    void configure(Map<Quota, Long> limits) {
        configured = limits;
        settle();
    }

    /** Takes over what Google said, unless it said something else later. Returns whether that is news. */
    boolean learn(Quota quota, Learned said) {
        Learned before = learned.get(quota);
        if (before != null && !said.statedAt().isAfter(before.statedAt())) {
            return false;
        }
        if (learned.isEmpty()) {
            learned = new EnumMap<>(Quota.class);
        }
        learned.put(quota, said);
        settle();
        return true;
    }

    void forget(Quota quota) {
        if (learned.containsKey(quota)) {
            learned.remove(quota);
            settle();
        }
    }

    /** Returns whether something that was learned has become too old. */
    boolean age(long nowMillis) {
        if (nowMillis < nextEnd) {
            return false;
        }
        Instant now = Instant.ofEpochMilli(nowMillis);
        learned.values().removeIf(said -> !said.ends().isAfter(now));
        settle();
        return true;
    }

    /** Who says so, in words that follow the number. */
    String source(Quota quota) {
        Learned said = learned.get(quota);
        return said != null && said.most() == of(quota)
                ? "as Google said at " + said.statedAt().truncatedTo(ChronoUnit.SECONDS)
                : "as POLLUX_QUOTA_LIMITS says";
    }

    boolean learnedLowest(Quota quota) {
        Learned said = learned.get(quota);
        return said != null && said.most() == of(quota);
    }

    private void settle() {
        any = !learned.isEmpty() || !configured.isEmpty();
        nextEnd = NONE;
        Arrays.fill(most, NONE);
        configured.forEach((quota, limit) -> most[quota.ordinal()] = limit);
        learned.forEach((quota, said) -> {
            most[quota.ordinal()] = Math.min(of(quota), said.most());
            nextEnd = Math.min(nextEnd, said.ends().toEpochMilli());
        });
    }
}
