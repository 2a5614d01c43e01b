package io.pollux.pool;

import io.pollux.exchange.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

    /** Books a failure on a project. Failures that bench nobody leave no trace. */
    void failed(Project project, String model, Failure failure, Instant now) {
        String name = failure instanceof Failure.ProjectRefused ? EVERY_MODEL : model;
        Bench before = bench(project, name);
        Bench after = before.after(failure, now);
        if (after.equals(before) || !bookable(model)) {
            return;
        }
        seat(project, name, after, now);
        if (!after.cooldown().equals(before.cooldown())) {
            outbox.put(project.scope(), name, after.cooldown());
        }
    }

    void succeeded(Project project, String model, Instant sentAt, Instant now) {
        if (byModel.containsKey(model)) {
            succeededIn(model, project, sentAt, now);
        }
        if (!common.empty()) {
            succeededIn(EVERY_MODEL, project, sentAt, now);
        }
    }

    /** Puts a bench in force that was in force before, unless a longer one is. */
    void restore(Project project, String model, Cooldown cooldown, Instant now) {
        if (cooldown.on(now)) {
            seat(project, model, bench(project, model).orLonger(Bench.of(cooldown, now)), now);
        }
    }

    /** Two projects are one: the longer bench counts for both. */
    void merge(Project from, Project to, Instant now) {
        cooldowns(from, now).forEach((model, cooldown) -> {
            restore(to, model, cooldown, now);
            outbox.put(to.scope(), model, bench(to, model).cooldown());
        });
        forget(from);
    }

    void forget(Project project) {
        for (Lane lane : all()) {
            if (lane.bench(project) != Bench.NONE) {
                lane.clear(project);
                outbox.lift(project.scope(), lane.model());
                dropIfEmpty(lane);
            }
        }
    }

    /** What is in force for a project, by model. */
    Map<String, Cooldown> cooldowns(Project project, Instant now) {
        Map<String, Cooldown> found = new LinkedHashMap<>();
        for (Lane lane : all()) {
            Bench bench = lane.bench(project);
            if (bench.on(now)) {
                found.put(lane.model(), bench.cooldown());
            }
        }
        return found;
    }

    /** A little of the work that is due, so that midnight's thousands do not all fall to one call. */
    void wakeSome(Lane lane, long nowMillis) {
        if (common.wakes(nowMillis)) {
            wake(common, nowMillis, WOKEN_PER_CALL);
        }
        if (lane != common && lane.wakes(nowMillis)) {
            wake(lane, nowMillis, WOKEN_PER_CALL);
        }
    }

    /** Ends all that is due in a lane, and returns whether there was anything. */
    boolean wakeAll(Lane lane, long nowMillis) {
        boolean due = common.wakes(nowMillis) || lane.wakes(nowMillis);
        if (due) {
            wake(common, nowMillis, Integer.MAX_VALUE);
            wake(lane, nowMillis, Integer.MAX_VALUE);
        }
        return due;
    }

    /** Some of what is due in all lanes together, also in those that nobody asks for. */
    void sweep(long nowMillis, int atMost) {
        int left = atMost;
        for (Lane lane : all()) {
            left -= wake(lane, nowMillis, left);
        }
    }

    private int wake(Lane lane, long nowMillis, int atMost) {
        Instant now = Instant.ofEpochMilli(nowMillis);
        int woken = lane.wake(nowMillis, atMost, project -> reviewMembers(lane, project, now));
        dropIfEmpty(lane);
        return woken;
    }

    private void seat(Project project, String model, Bench bench, Instant now) {
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

    /** The model at which the fewest projects are benched is the one whose failures are soonest learnt anew. */
    private void closeLeastUsed() {
        Lane least = Collections.min(byModel.values(), Comparator.comparingInt(Lane::size));
        least.benched().forEach(project -> outbox.lift(project.scope(), least.model()));
        byModel.remove(least.model());
    }

    /** No model of Google's has such a name, and no table a place for it. */
    private static boolean bookable(String model) {
        return model.length() <= LONGEST_NAME && !EVERY_MODEL.equals(model);
    }

    private void succeededIn(String model, Project project, Instant sentAt, Instant now) {
        Bench before = bench(project, model);
        Bench after = before.afterSuccess(sentAt);
        if (after.equals(before)) {
            return;
        }
        Lane lane = EVERY_MODEL.equals(model) ? common : byModel.get(model);
        if (after == Bench.NONE) {
            lane.clear(project);
            outbox.lift(project.scope(), model);
        } else {
            lane.seat(project, after, now);
        }
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

    private Bench bench(Project project, String model) {
        if (EVERY_MODEL.equals(model)) {
            return common.bench(project);
        }
        Lane lane = byModel.get(model);
        return lane == null ? Bench.NONE : lane.bench(project);
    }

    private void dropIfEmpty(Lane lane) {
        if (lane != common && lane.empty()) {
            byModel.remove(lane.model(), lane);
        }
    }

    private Collection<Lane> all() {
        List<Lane> lanes = new ArrayList<>(byModel.size() + 1);
        lanes.add(common);
        lanes.addAll(byModel.values());
        return lanes;
    }
}
