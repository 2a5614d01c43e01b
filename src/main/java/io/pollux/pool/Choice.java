package io.pollux.pool;

import io.pollux.exchange.PassedOver;
import io.pollux.exchange.PassedOver.Why;
import io.pollux.settings.Settings;
import java.time.Instant;

/**
 * Finds the key that serves a call: the first tier that has one which is ready and has room, and in it whom the strategy
 * names, or else whose turn it is. Guarded by the pool's lock.
 */
final class Choice {
    /**
     * So many projects with too little room for a large call are passed over, and then it waits as if all had. What is full
     * for every call is sat down, and costs once.
     */
    private static final int MOST_PASSED = 256;

    private final Tiers tiers;
    private final Lanes lanes;
    private final Ledger ledger;
    private final int[] best = new int[Strategy.MOST];
    private Settings followed = Settings.defaults();
    private Strategy strategy = Strategy.of(followed);
    private PaidKeys paid = PaidKeys.of(followed);
    private Tier chosen;
    private int verdict;
    private long roomAt;

    Choice(Tiers tiers, Lanes lanes, Ledger ledger) {
        this.tiers = tiers;
        this.lanes = lanes;
        this.ledger = ledger;
    }

    /** Takes over the settings of the moment. */
    void follow(Settings current) {
        if (current != followed) {
            followed = current;
            strategy = Strategy.of(current);
            paid = PaidKeys.of(current);
        }
    }

    PaidKeys paid() {
        return paid;
    }

    /** Null when there is none: {@link #verdict} says why. */
    KeyEntry key(Need need) {
        Lane lane = lanes.serving(need.model());
        lanes.wakeSome(lane, need.now());
        KeyEntry key = first(need);
        if (key == null && lanes.wakeAll(lanes.serving(need.model()), need.now())) {
            key = first(need);
        }
        return key;
    }

    /** Why there is no key: {@link Ring#EMPTY}, {@link Ring#ALL_TRIED}, {@link Ring#NO_ROOM}. */
    int verdict() {
        return verdict;
    }

    /** After {@link Ring#NO_ROOM}: when the first of the projects that were passed over has room for the call. */
    Instant roomAt() {
        return Instant.ofEpochMilli(roomAt);
    }

    /** Who else might have served the call, after a key was found. */
    PassedOver passedOver(Need need) {
        return Onlookers.of(need, lanes, tiers.serving(need.kind(), paid), chosen);
    }

    private KeyEntry first(Need need) {
        verdict = Ring.EMPTY;
        roomAt = Long.MAX_VALUE;
        for (Tier tier : tiers.serving(need.kind(), paid)) {
            int place = place(tier, need);
            if (place >= 0) {
                ring(tier, need).pass(place);
                chosen = tier;
                need.serves(tier.at(place));
                return tier.at(place);
            }
            verdict = Math.min(verdict, place);
        }
        return null;
    }

    private int place(Tier tier, Need need) {
        if (ring(tier, need).count() == 0) {
            return Ring.EMPTY;
        }
        int count = strategy.rank(ring(tier, need), need, best);
        for (int i = 0; i < count; i++) {
            if (ring(tier, need).holds(best[i]) && hasRoom(tier, best[i], need)) {
                return best[i];
            }
        }
        return inTurn(tier, need);
    }

    /** Whoever comes next, as long as it takes to find one that has room. */
    private int inTurn(Tier tier, Need need) {
        boolean crowded = roomAt != Long.MAX_VALUE;
        int left = Math.min(MOST_PASSED, ring(tier, need).count() + 1);
        while (left > 0) {
            int place = ring(tier, need).next(1, need.tried());
            if (place < 0) {
                return crowded ? Ring.NO_ROOM : place;
            }
            if (hasRoom(tier, place, need)) {
                return place;
            }
            if (ring(tier, need).holds(place)) {
                left--;
                crowded = true;
            }
        }
        return Ring.NO_ROOM;
    }

    private boolean hasRoom(Tier tier, int place, Need need) {
        KeyEntry entry = tier.at(place);
        Project project = entry.project();
        Room room = ledger.room(project, need.model(), need.now(), need.tokens());
        if (room == Room.ENOUGH) {
            return true;
        }
        if (room == Room.TOO_LITTLE || ring(tier, need).holds(place)) {
            roomAt = Math.min(roomAt, ledger.roomAt(project, need.model(), need.now(), need.tokens()));
            need.passes(entry, Why.NO_ROOM);
        }
        return false;
    }

    /** Looked up each time: who sits down may open a lane. */
    private Ring ring(Tier tier, Need need) {
        return lanes.serving(need.model()).ring(tier);
    }
}
