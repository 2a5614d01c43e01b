package io.pollux.pool;

import io.pollux.exchange.PassedOver;
import io.pollux.exchange.PassedOver.Why;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out whom a choice passed over. The names are kept as long as nothing changes in the lane; only those who were ready
 * and had too little room differ from call to call. Guarded by the pool's lock.
 */
final class Onlookers {
    private final Lane lane;
    private final Lane common;
    private final List<PassedOver.Key> named = new ArrayList<>(PassedOver.MOST_NAMED);
    private int cooling;
    private int unusable;
    private int spare;

    private Onlookers(Lane lane, Lane common) {
        this.lane = lane;
        this.common = common;
    }

    static PassedOver of(Need need, Lanes lanes, Tier[] serving, Tier chosen) {
        Lane lane = lanes.serving(need.model());
        Lane common = lanes.common();
        long edition = lane.edition() + common.edition();
        PassedOver kept = lane.passedOver(chosen, serving, edition);
        if (kept == null) {
            kept = lane.keep(new Onlookers(lane, common).all(serving, chosen), chosen, serving, edition);
        }
        return need.passed() == 0 ? kept : joined(need, kept);
    }

    private PassedOver all(Tier[] serving, Tier chosen) {
        boolean before = true;
        for (Tier tier : serving) {
            if (before) {
                look(tier);
            } else {
                spare += lane.ring(tier).count();
            }
            before &= tier != chosen;
        }
        return named.isEmpty() && spare == 0
                ? PassedOver.NOBODY
                : new PassedOver(List.copyOf(named), cooling, unusable, 0, spare);
    }

    private void look(Tier tier) {
        Ring ring = lane.ring(tier);
        int ready = common.ring(tier).count();
        cooling += ready - ring.count();
        unusable += tier.enrolled() - ready;
        int place = ring.absentFrom(0);
        while (named.size() < PassedOver.MOST_NAMED && place < tier.places()) {
            KeyEntry entry = tier.at(place);
            if (entry != null) {
                name(entry);
            }
            place = ring.absentFrom(place + 1);
        }
    }

    private void name(KeyEntry entry) {
        if (common.admits(entry)) {
            cooling--;
        } else {
            unusable--;
        }
        named.add(key(entry));
    }

    private PassedOver.Key key(KeyEntry entry) {
        String masked = entry.key().masked();
        if (!entry.key().enabled()) {
            return new PassedOver.Key(masked, Why.OFF, Instant.EPOCH, "");
        }
        if (!entry.state().trusted()) {
            String refusal = entry.state().setAside().orElseThrow().refusal().name();
            return new PassedOver.Key(masked, Why.SET_ASIDE, Instant.EPOCH, refusal);
        }
        if (entry.heldUntil() > 0) {
            return new PassedOver.Key(masked, Why.AT_LIMIT, Instant.ofEpochMilli(entry.heldUntil()), "");
        }
        Cooldown here = lane.bench(entry.project()).cooldown();
        Cooldown anywhere = common.bench(entry.project()).cooldown();
        Cooldown longer = anywhere.until().isAfter(here.until()) ? anywhere : here;
        return new PassedOver.Key(
                masked, Why.COOLING, longer.until(), longer.provenance().name());
    }

    /** Those who were ready come first: they are this call's own. */
    private static PassedOver joined(Need need, PassedOver kept) {
        List<PassedOver.Key> named = need.named();
        int full = need.passed() - named.size();
        int cooling = kept.coolingMore();
        int unusable = kept.unusableMore();
        for (PassedOver.Key key : kept.named()) {
            if (named.size() < PassedOver.MOST_NAMED) {
                named.add(key);
            } else if (key.why() == Why.COOLING) {
                cooling++;
            } else {
                unusable++;
            }
        }
        return new PassedOver(List.copyOf(named), cooling, unusable, full, kept.spare());
    }
}
