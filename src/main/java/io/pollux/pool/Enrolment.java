package io.pollux.pool;

import io.pollux.keys.Rank;
import io.pollux.keys.StoredKey;
import java.time.Instant;

/** Lets keys in and out and moves them between projects: roster, lanes and ledger in step. Guarded by the pool's lock. */
final class Enrolment {
    private final Roster roster;
    private final Lanes lanes;
    private final Benches benches;
    private final Ledger ledger;
    private final Rations rations;

    Enrolment(Roster roster, Lanes lanes, Benches benches, Ledger ledger, Rations rations) {
        this.roster = roster;
        this.lanes = lanes;
        this.benches = benches;
        this.ledger = ledger;
        this.rations = rations;
    }

    /** Takes in a key, or what has become of one that is known. */
    void enter(StoredKey key, Instant now) {
        KeyEntry known = roster.find(key.id()).orElse(null);
        if (known != null && known.kind() == key.kind()) {
            update(known, key, now);
            return;
        }
        if (known != null) {
            remove(known);
        }
        lanes.review(roster.enter(key), now);
        ledger.membersChanged();
    }

    void remove(KeyEntry entry) {
        lanes.forget(entry);
        roster.remove(entry);
        if (entry.project().deserted()) {
            benches.forget(entry.project());
        }
    }

    private void update(KeyEntry entry, StoredKey key, Instant now) {
        Rank rank = entry.key().rank();
        if (!rank.equals(key.rank())) {
            lanes.bar(entry);
        }
        entry.replace(key);
        if (rank.priority() != key.rank().priority()) {
            roster.promote(entry);
        }
        if (!entry.project().scope().equals(key.scope())) {
            move(entry, now);
            ledger.membersChanged();
        }
        rations.review(entry, now.toEpochMilli());
        lanes.review(entry, now);
    }

    /** When the last key leaves a project for another, the two were one all the time. */
    private void move(KeyEntry entry, Instant now) {
        Project before = roster.move(entry);
        if (before.deserted()) {
            benches.merge(before, entry.project(), now);
            ledger.merge(before, entry.project(), now.toEpochMilli());
        }
    }
}
