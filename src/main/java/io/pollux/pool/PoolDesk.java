package io.pollux.pool;

import io.pollux.exchange.Failure.Refusal;
import io.pollux.exchange.KeyKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What people and chores ask of the pool, and what they have it do, away from the path of calls: {@link KeyPool} lends, this
 * answers. Both hold the same lock, so an answer is true of one moment.
 */
public final class PoolDesk {
    private final KeyPool pool;
    private final LongSupplier millis;
    private final Roster roster;
    private final Lanes lanes;
    private final Benches benches;
    private final Ledger ledger;

    /**
     * @param pool its monitor is the lock
     * @param millis the pool's time; asked under the lock
     */
    PoolDesk(KeyPool pool, LongSupplier millis, Roster roster, Lanes lanes, Benches benches, Ledger ledger) {
        this.pool = pool;
        this.millis = millis;
        this.roster = roster;
        this.lanes = lanes;
        this.benches = benches;
        this.ledger = ledger;
    }

    /** What the pool makes of a key; empty when there is no such key. */
    public Optional<KeyView> view(long keyId) {
        synchronized (pool) {
            return roster.find(keyId).map(entry -> view(entry, Instant.ofEpochMilli(millis.getAsLong())));
        }
    }

    /** What a key's project has used of each model; empty when there is no such key. */
    public Map<String, QuotaView> quotas(long keyId) {
        synchronized (pool) {
            return roster.find(keyId)
                    .map(entry -> ledger.views(entry.project(), millis.getAsLong()))
                    .orElseGet(Map::of);
        }
    }

    /** How many keys of a kind may be lent, cooling for single models apart. */
    public int ready(KeyKind kind) {
        synchronized (pool) {
            lanes.wakeAll(lanes.common(), millis.getAsLong());
            return lanes.common().ring(kind).count();
        }
    }

    /** How the keys of a kind stand, cooling for single models apart. */
    public Headcount headcount(KeyKind kind) {
        synchronized (pool) {
            long now = millis.getAsLong();
            lanes.wakeAll(lanes.common(), now);
            return Shortage.of(lanes.common(), lanes, kind, roster, Instant.ofEpochMilli(now))
                    .keys();
        }
    }

    /** Keys that Google refuses but that may have recovered: no leaked ones, none that are switched off. */
    public List<Long> recoverable() {
        synchronized (pool) {
            return roster.all().stream()
                    .filter(entry -> entry.key().enabled())
                    .filter(entry -> entry.state()
                            .setAside()
                            .filter(aside -> aside.refusal() != Refusal.LEAKED)
                            .isPresent())
                    .map(KeyEntry::id)
                    .toList();
        }
    }

    private KeyView view(KeyEntry entry, Instant now) {
        Map<String, Cooldown> cooldowns = benches.cooldowns(entry.project(), now);
        Cooldown everywhere = cooldowns.getOrDefault(Lanes.EVERY_MODEL, Cooldown.NONE);
        return new KeyView(
                entry.id(),
                entry.standing(everywhere.until(), now),
                entry.state().failures(),
                entry.state().setAside(),
                cooldowns,
                entry.lastUsed());
    }
}
