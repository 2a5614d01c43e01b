package io.pollux.pool;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The common lane, which says who is ready at all, and one lane for each model at which a project is benched. Names of
 * models come from clients, so lanes go when nobody sits in them and their number has a limit. Guarded by the pool's
 * lock.
 */
final class Lanes {
    /** The name under which a bench for all models is kept. */
    static final String EVERY_MODEL = "*";

    static final int MOST = 256;
    private static final int LONGEST_NAME = 200;
    private static final int WOKEN_PER_CALL = 32;

    private final Lane common = new Lane(EVERY_MODEL);
    private final Map<String, Lane> byModel = new HashMap<>();
    private final Held held = new Held();
    private final Outbox outbox;

    Lanes(Outbox outbox) {
        this.outbox = outbox;
    }

    /** The lane that a call for the model is served from. */
    Lane serving(String model) {
        Lane lane = byModel.get(model);
        return lane == null ? common : lane;
    }

    int count() {
        return byModel.size();
    }

    Lane common() {
        return common;
    }

    /** Admits or bars a key everywhere, after something about it or its project has changed. */
    void review(KeyEntry entry, Instant now) {
        boolean ready = entry.usable() && !common.bench(entry.project()).on(now);
        if (!ready) {
            bar(entry);
            return;
        }
        common.admit(entry);
        for (Lane lane : byModel.values()) {
            reviewIn(lane, entry, now);
        }
    }

    void bar(KeyEntry entry) {
        common.bar(entry);
        byModel.values().forEach(lane -> lane.bar(entry));
    }

    /** Holds a key back everywhere until a moment, however its project stands; 0: no more. */
    void hold(KeyEntry entry, long until, long now) {
        if (entry.heldUntil() != until) {
            held.remove(entry);
            entry.hold(until);
            if (until > 0) {
                held.add(entry);
            }
            review(entry, Instant.ofEpochMilli(now));
        }
    }

    /** Knows a key no more. */
    void forget(KeyEntry entry) {
        held.remove(entry);
        bar(entry);
    }

    KeyEntry[] held() {
        return held.all();
    }

    /** What the shelf may have of it is over too; the ledger's rest is not on the shelf. */
    void lift(Lane lane, Project project) {
        if (!lane.bench(project).told().equals(Cooldown.NONE)) {
            outbox.lift(project.scope(), lane.model());
        }
    }

    /** A little of the work that is due, so that midnight's thousands do not all fall to one call. */
    void wakeSome(Lane lane, long nowMillis) {
        if (held.wakes(nowMillis)) {
            wakeHeld(nowMillis, WOKEN_PER_CALL);
        }
        if (common.wakes(nowMillis)) {
            wake(common, nowMillis, WOKEN_PER_CALL);
        }
        if (lane != common && lane.wakes(nowMillis)) {
            wake(lane, nowMillis, WOKEN_PER_CALL);
        }
    }

    /** Ends all that is due in a lane, and returns whether there was anything. */
    boolean wakeAll(Lane lane, long nowMillis) {
        boolean due = held.wakes(nowMillis) || common.wakes(nowMillis) || lane.wakes(nowMillis);
        if (due) {
            wakeHeld(nowMillis, Integer.MAX_VALUE);
            wake(common, nowMillis, Integer.MAX_VALUE);
            wake(lane, nowMillis, Integer.MAX_VALUE);
        }
        return due;
    }

    /** Some of what is due in all lanes together, also in those that nobody asks for. */
    void sweep(long nowMillis, int atMost) {
        int left = atMost - wakeHeld(nowMillis, atMost);
        for (Lane lane : all()) {
            left -= wake(lane, nowMillis, left);
        }
    }

    private int wakeHeld(long nowMillis, int atMost) {
        Instant now = Instant.ofEpochMilli(nowMillis);
        return held.wake(nowMillis, atMost, entry -> {
            entry.hold(0);
            review(entry, now);
        });
    }

    private int wake(Lane lane, long nowMillis, int atMost) {
        Instant now = Instant.ofEpochMilli(nowMillis);
        int woken = lane.wake(nowMillis, atMost, project -> reviewMembers(lane, project, now));
        dropIfEmpty(lane);
        return woken;
    }

    void seat(Project project, String model, Bench bench, Instant now) {
        Lane lane = EVERY_MODEL.equals(model) ? common : lane(model);
        lane.seat(project, bench, now);
        reviewMembers(lane, project, now);
    }

    private Lane lane(String model) {
        Lane lane = byModel.get(model);
        if (lane == null) {
            lane = open(model);
            byModel.put(model, lane);
        }
        return lane;
    }

    private Lane open(String model) {
        if (byModel.size() >= MOST) {
            closeLeastUsed();
        }
        return new Lane(model, common);
    }

    /** The model at which the fewest projects are benched is the one whose failures are soonest learnt anew; nothing teaches anew what the operator said. */
    private void closeLeastUsed() {
        Lane least = Collections.min(
                byModel.values(), Comparator.comparing(Lane::heldByHand).thenComparingInt(Lane::size));
        least.benched().forEach(project -> lift(least, project));
        byModel.remove(least.model());
    }

    /** No model of Google's has such a name, and no table a place for it. */
    static boolean bookable(String model) {
        return model.length() <= LONGEST_NAME && !EVERY_MODEL.equals(model);
    }

    void leave(String model, Project project, Instant now) {
        Lane lane = EVERY_MODEL.equals(model) ? common : byModel.get(model);
        lane.clear(project);
        reviewMembers(lane, project, now);
        dropIfEmpty(lane);
    }

    private void reviewMembers(Lane lane, Project project, Instant now) {
        for (KeyEntry member : project.members()) {
            if (lane == common) {
                review(member, now);
            } else {
                reviewIn(lane, member, now);
            }
        }
    }

    private void reviewIn(Lane lane, KeyEntry entry, Instant now) {
        if (common.admits(entry) && !lane.bench(entry.project()).on(now)) {
            lane.admit(entry);
        } else {
            lane.bar(entry);
        }
    }

    Bench bench(Project project, String model) {
        if (EVERY_MODEL.equals(model)) {
            return common.bench(project);
        }
        Lane lane = byModel.get(model);
        return lane == null ? Bench.NONE : lane.bench(project);
    }

    void dropIfEmpty(Lane lane) {
        if (lane != common && lane.empty()) {
            byModel.remove(lane.model(), lane);
        }
    }

    Collection<Lane> all() {
        List<Lane> lanes = new ArrayList<>(byModel.size() + 1);
        lanes.add(common);
        lanes.addAll(byModel.values());
        return lanes;
    }
}
