package io.pollux.pool;

import io.pollux.exchange.Failure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What becomes of a project's bench at a model, whoever brings the news: a call, the ledger, the table, the clock. The
 * seats themselves are {@link Lanes}' business. Guarded by the pool's lock.
 */
final class Benches {
    private final Lanes lanes;
    private final Outbox outbox;

    Benches(Lanes lanes, Outbox outbox) {
        this.lanes = lanes;
        this.outbox = outbox;
    }

    /** Books a failure on a project. Failures that bench nobody leave no trace. */
    void failed(Project project, String model, Failure failure, Instant now) {
        String name = failure instanceof Failure.ProjectRefused ? Lanes.EVERY_MODEL : model;
        Bench before = lanes.bench(project, name);
        Bench after = before.after(failure, now);
        if (after.equals(before) || !Lanes.bookable(model)) {
            return;
        }
        lanes.seat(project, name, after, now);
        if (!after.told().equals(before.told())) {
            outbox.put(project.scope(), name, after.told());
        }
    }

    /**
     * A call goes to a project. Where a guess has just run out it goes alone: the others pass the project over until it is
     * known how this one fares. Counting tokens shows nothing of a model's quota, so no such call is sent ahead.
     *
     * @return whether it goes alone
     */
    boolean tryOut(Project project, String model, long nowMillis) {
        boolean idle = lanes.common().empty() && lanes.serving(model) == lanes.common();
        if (idle || Booking.apart(model)) {
            return false;
        }
        boolean here = tryOutIn(model, project, nowMillis);
        return tryOutIn(Lanes.EVERY_MODEL, project, nowMillis) || here;
    }

    private boolean tryOutIn(String model, Project project, long nowMillis) {
        Bench bench = lanes.bench(project, model);
        if (bench == Bench.NONE) {
            return false;
        }
        Instant now = Instant.ofEpochMilli(nowMillis);
        boolean probation = bench.onProbation(now);
        if (probation) {
            lanes.seat(project, model, bench.triedOut(now), now);
        }
        return probation;
    }

    /** The call that went alone is over; if it did not end the guess the next one goes alone. */
    void endTrial(Project project, String model, Instant now) {
        for (String name : List.of(model, Lanes.EVERY_MODEL)) {
            Bench bench = lanes.bench(project, name);
            if (bench.trial().isAfter(now)) {
                lanes.seat(project, name, bench.untried(), now);
            }
        }
    }

    /** Takes back what one failure has done, unless something else has come since. */
    void takeBack(Project project, String model, Bench before, Bench after, Instant now) {
        Bench here = lanes.bench(project, model);
        if (after.told().equals(before.told()) || !here.told().equals(after.told())) {
            return;
        }
        outbox.lift(project.scope(), model);
        if (before.told().on(now)) {
            outbox.put(project.scope(), model, before.told());
        }
        sit(project, model, before.resting(here.rest()).untried(), now);
    }

    void succeeded(Project project, String model, long sentAt, long now) {
        if (lanes.serving(model) != lanes.common()) {
            succeededIn(model, project, sentAt, now);
        }
        if (!lanes.common().empty()) {
            succeededIn(Lanes.EVERY_MODEL, project, sentAt, now);
        }
    }

    /** The ledger's word on a project: until when it rests at a model, or that it does not. */
    void rest(Project project, String model, Cooldown rest, Instant now) {
        Bench before = lanes.bench(project, model);
        if (before.rest().equals(rest) || !Lanes.bookable(model)) {
            return;
        }
        sit(project, model, before.resting(rest), now);
    }

    /**
     * The word of all nodes, as the table has it. It never is shorter than ours, for a longer word replaces a shorter one
     * there too: unless somebody has lifted it, and that counts here as well. What we have still to write is younger.
     */
    void hear(Project project, String model, Cooldown word, Instant now) {
        boolean named = Lanes.bookable(model) || Lanes.EVERY_MODEL.equals(model);
        Bench here = lanes.bench(project, model);
        boolean known = here.told().on(now)
                ? here.told().until().truncatedTo(ChronoUnit.MILLIS).equals(word.until())
                : !word.on(now);
        if (named && !known && !outbox.awaits(project.scope(), model)) {
            sit(project, model, here.telling(word.on(now) ? word : Cooldown.NONE, now), now);
        }
    }

    /** Puts a bench in force that was in force before, unless a longer one is. */
    void restore(Project project, String model, Cooldown cooldown, Instant now) {
        if (cooldown.on(now)) {
            lanes.seat(project, model, lanes.bench(project, model).orLonger(Bench.of(cooldown, now)), now);
        }
    }

    /** Puts a bench in force by hand; returns what is in force then. */
    Cooldown impose(Project project, String model, Cooldown word, Instant now) {
        Bench before = lanes.bench(project, model);
        Bench after = before.imposed(word, now);
        if (!after.equals(before)) {
            // The row is ended first: of two words the longer counts there, and this one may be shorter.
            outbox.lift(project.scope(), model);
            outbox.put(project.scope(), model, after.told());
            sit(project, model, after, now);
        }
        return after.told();
    }

    /** Ends by hand what failures or the operator have brought; returns the ledger's rest, which is not of that kind. */
    Cooldown lift(Project project, String model, Instant now) {
        Bench before = lanes.bench(project, model);
        if (!before.told().equals(Cooldown.NONE)) {
            outbox.lift(project.scope(), model);
            sit(project, model, before.telling(Cooldown.NONE, now), now);
        }
        return before.rest();
    }

    /** Two projects are one: the longer bench counts for both. */
    void merge(Project from, Project to, Instant now) {
        told(from, now).forEach((model, cooldown) -> {
            restore(to, model, cooldown, now);
            outbox.put(to.scope(), model, lanes.bench(to, model).told());
        });
        forget(from);
    }

    void forget(Project project) {
        for (Lane lane : lanes.all()) {
            if (lane.bench(project) != Bench.NONE) {
                lanes.lift(lane, project);
                lane.clear(project);
                lanes.dropIfEmpty(lane);
            }
        }
    }

    /** After the clock has gone back. What the ledger lets rest, it will find again. */
    void setBackTo(Instant now) {
        for (Lane lane : lanes.all()) {
            for (Project project : List.copyOf(lane.benched())) {
                Bench before = lane.bench(project);
                Bench after = before.setBackTo(now);
                if (!after.told().equals(before.told())) {
                    outbox.lift(project.scope(), lane.model());
                    outbox.put(project.scope(), lane.model(), after.told());
                }
                sit(project, lane.model(), after, now);
            }
        }
    }

    /** What is in force for a project, by model. */
    Map<String, Cooldown> cooldowns(Project project, Instant now) {
        Map<String, Cooldown> found = new LinkedHashMap<>();
        for (Lane lane : lanes.all()) {
            Bench bench = lane.bench(project);
            if (bench.on(now)) {
                found.put(lane.model(), bench.cooldown());
            }
        }
        return found;
    }

    private Map<String, Cooldown> told(Project project, Instant now) {
        Map<String, Cooldown> found = new LinkedHashMap<>();
        for (Lane lane : lanes.all()) {
            Cooldown told = lane.bench(project).told();
            if (told.on(now)) {
                found.put(lane.model(), told);
            }
        }
        return found;
    }

    private void succeededIn(String model, Project project, long sentAt, long nowMillis) {
        Bench before = lanes.bench(project, model);
        Bench after = before == Bench.NONE ? before : before.afterSuccess(Instant.ofEpochMilli(sentAt));
        if (after.equals(before)) {
            return;
        }
        Instant now = Instant.ofEpochMilli(nowMillis);
        if (after.told().equals(Cooldown.NONE)) {
            outbox.lift(project.scope(), model);
        }
        sit(project, model, after, now);
    }

    private void sit(Project project, String model, Bench bench, Instant now) {
        if (bench.equals(Bench.NONE)) {
            lanes.leave(model, project, now);
        } else {
            lanes.seat(project, model, bench, now);
        }
    }
}
