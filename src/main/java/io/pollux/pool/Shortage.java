package io.pollux.pool;

import io.pollux.exchange.Failure;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Report;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * How the keys of some kinds stand at one model, and what a call that gets none of them is told.
 *
 * @param keys how many of each
 * @param atLimit how many of those that cool have reached their daily limit
 * @param firstReady when the first of those that cool comes back; without meaning when none does
 */
record Shortage(Headcount keys, int atLimit, Instant firstReady) {

    /** Counted anew only after something in the lane, or in the common one, has changed. */
    static Shortage of(Lane lane, Lanes lanes, List<KeyKind> kinds, Roster roster, Instant now) {
        Lane common = lanes.common();
        return lane.shortage(kinds, lane.edition() + common.edition(), () -> at(lane, common, kinds, roster, now));
    }

    private static Shortage at(Lane lane, Lane common, List<KeyKind> kinds, Roster roster, Instant now) {
        int[] counts = new int[Standing.values().length];
        Instant first = Instant.MAX;
        for (KeyEntry entry : roster.all()) {
            if (kinds.contains(entry.kind())) {
                Instant until = readyAt(entry, lane, common);
                Standing standing = entry.standing(until, now);
                counts[standing.ordinal()]++;
                boolean waits = standing == Standing.COOLING || standing == Standing.AT_LIMIT;
                first = waits && until.isBefore(first) ? until : first;
            }
        }
        return new Shortage(Headcount.of(counts), counts[Standing.AT_LIMIT.ordinal()], first);
    }

    NoneReady allTried(KeyKind kind) {
        return new NoneReady(
                unavailable("Every " + Words.kind(kind) + " key that is ready has been tried"),
                NoneReady.Why.ALL_TRIED);
    }

    NoneReady noneReady(KeyKind kind, String model, Instant now) {
        return keys.cooling() > 0
                ? new NoneReady(cooling(kind, model, now), NoneReady.Why.COOLING)
                : new NoneReady(unavailable(noneUsable(kind)), NoneReady.Why.NONE_USABLE);
    }

    /** Keys are ready for smaller calls than this one. */
    static NoneReady noRoom(KeyKind kind, String model, Instant roomAt, Instant now) {
        Duration wait = Duration.between(now, roomAt);
        String message = "No " + Words.kind(kind) + " key has room for so many input tokens for " + model
                + " in this minute or day; the first has at " + wholeSecond(roomAt) + ", in " + Words.lasting(wait);
        return new NoneReady(
                new Failure.NoKeyReady(Report.of(429, "RESOURCE_EXHAUSTED", message), Optional.of(wait)),
                NoneReady.Why.NO_ROOM);
    }

    private static Instant readyAt(KeyEntry entry, Lane lane, Lane common) {
        Instant here = lane.bench(entry.project()).cooldown().until();
        Instant anywhere = common.bench(entry.project()).cooldown().until();
        Instant held = Instant.ofEpochMilli(entry.heldUntil());
        Instant cooled = here.isAfter(anywhere) ? here : anywhere;
        return cooled.isAfter(held) ? cooled : held;
    }

    private Failure.NoKeyReady cooling(KeyKind kind, String model, Instant now) {
        Duration wait = Duration.between(now, firstReady);
        String subject = keys.cooling() == 1
                ? "The only usable " + Words.kind(kind) + " key is"
                : "All " + keys.cooling() + " usable " + Words.kind(kind) + " keys are";
        String message = subject + " " + what(model) + "; the first is ready again at " + wholeSecond(firstReady)
                + ", in " + Words.lasting(wait);
        // Nothing else ends at that very moment: the first key to come back comes with the new day.
        boolean day = firstReady.equals(QuotaDay.endOf(now));
        return new Failure.NoKeyReady(
                Report.of(429, "RESOURCE_EXHAUSTED", message),
                Optional.of(wait),
                day ? Optional.of(Failure.QuotaWindow.DAY) : Optional.empty());
    }

    private String what(String model) {
        String cooling = "cooling down" + (model.isEmpty() ? "" : " for " + model);
        if (atLimit == 0) {
            return cooling;
        }
        return atLimit == keys.cooling() ? "at the daily limit set here" : cooling + " or at the daily limit set here";
    }

    private String noneUsable(KeyKind kind) {
        String name = Words.kind(kind) + " key";
        if (keys.total() == 0) {
            return "The pool has no " + name + " yet; the operator can add one on the keys page";
        }
        return "No " + name + " can be used: " + keys.setAside() + " refused by Google, " + keys.off()
                + " switched off; the keys page says why";
    }

    private static Instant wholeSecond(Instant moment) {
        return moment.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
    }

    private static Failure.NoKeyReady unavailable(String message) {
        return new Failure.NoKeyReady(Report.of(503, "UNAVAILABLE", message), Optional.empty());
    }
}
