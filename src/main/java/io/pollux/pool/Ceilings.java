package io.pollux.pool;

import io.pollux.exchange.Quota;
import io.pollux.keys.StoredProject.Waiver;
import io.pollux.pool.QuotaView.Source;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * The limits of a project at a model: those that people have set, and those that Google gave away when it refused. What the
 * operator set for this project takes the place of what the settings say for all; of that and Google's word the lower one
 * counts, for whoever passes either is refused. But what Google had said before the operator spoke counts no more: who
 * enters the limits of a better tier has not to wait until the old ones are forgotten. The same goes for a waiver, under
 * which nothing counts but what Google says after its beginning.
 *
 * <p>Of what is learned, the later word counts, be it lower or higher. It is believed until the Pacific day after that in
 * which Google last said so has ended: a project that has moved to a better tier is asked for more at the latest then, at
 * the price of one refusal in two days. It is forgotten at once when Google let more requests of a day succeed.
 *
 * <p>Guarded by the pool's lock.
 */
final class Ceilings {
    static final long NONE = Long.MAX_VALUE;
    static final Quota[] QUOTAS = Quota.values();

    /** @param most as Google said */
    record Learned(long most, Instant statedAt) {
        Instant ends() {
            return QuotaDay.endOf(QuotaDay.endOf(statedAt));
        }
    }

    /**
     * What the operator says.
     *
     * @param limits of this model
     * @param since when they were set
     * @param waiver that none counts for a while
     */
    record Word(Map<Quota, Long> limits, Instant since, Waiver waiver) {
        static final Word NONE = new Word(Map.of(), Instant.EPOCH, Waiver.NONE);
    }

    private final long[] most = new long[QUOTAS.length];
    private Map<Quota, Learned> learned = Map.of();
    private Map<Quota, Long> configured = Map.of();
    private Word operator = Word.NONE;
    private boolean waived;
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

    /** Takes over what people say: the settings, and before them the operator. */
    void configure(Map<Quota, Long> limits, Word word, long nowMillis) {
        configured = limits;
        operator = word;
        waived = word.waiver().on(Instant.ofEpochMilli(nowMillis));
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

    /** Returns whether something has become too old: what was learned, or a waiver. */
    boolean age(long nowMillis) {
        if (nowMillis < nextEnd) {
            return false;
        }
        Instant now = Instant.ofEpochMilli(nowMillis);
        learned.values().removeIf(said -> !said.ends().isAfter(now));
        waived = operator.waiver().on(now);
        settle();
        return true;
    }

    /** Who says so; without meaning where there is no limit. */
    Source source(Quota quota) {
        if (learnedLowest(quota)) {
            return Source.GOOGLE;
        }
        return operator.limits().containsKey(quota) ? Source.OPERATOR : Source.SETTINGS;
    }

    /** The same in words that follow the number. */
    String sourceWords(Quota quota) {
        return switch (source(quota)) {
            case GOOGLE -> "as Google said at " + learned.get(quota).statedAt().truncatedTo(ChronoUnit.SECONDS);
            case OPERATOR -> "as the operator has set for this project";
            case SETTINGS -> "as POLLUX_QUOTA_LIMITS says";
        };
    }

    boolean learnedLowest(Quota quota) {
        Learned said = learned.get(quota);
        return said != null && counts(quota, said) && said.most() == of(quota);
    }

    private boolean counts(Quota quota, Learned said) {
        if (waived) {
            return said.statedAt().isAfter(operator.waiver().from());
        }
        return !operator.limits().containsKey(quota) || said.statedAt().isAfter(operator.since());
    }

    private void settle() {
        nextEnd = waived ? operator.waiver().until().toEpochMilli() : NONE;
        Arrays.fill(most, NONE);
        if (!waived) {
            configured.forEach((quota, limit) -> most[quota.ordinal()] = limit);
            operator.limits().forEach((quota, limit) -> most[quota.ordinal()] = limit);
        }
        learned.forEach((quota, said) -> {
            if (counts(quota, said)) {
                most[quota.ordinal()] = Math.min(of(quota), said.most());
            }
            nextEnd = Math.min(nextEnd, said.ends().toEpochMilli());
        });
        any = Arrays.stream(most).anyMatch(limit -> limit != NONE);
    }
}
