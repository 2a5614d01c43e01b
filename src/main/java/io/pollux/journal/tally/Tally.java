package io.pollux.journal.tally;

import io.pollux.exchange.Ending;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Adds up a batch of calls, by the rows that they belong to: each call in the finest steps of time only, and in the end
 * those in the coarser ones.
 */
final class Tally {
    private final Map<Slot, Sums> finest = new HashMap<>();
    private final Crowd crowd;

    private Tally(Crowd crowd) {
        this.crowd = crowd;
    }

    static SortedMap<Slot, Sums> of(Collection<Counted> calls, Crowd crowd) {
        Tally tally = new Tally(crowd);
        calls.forEach(tally::add);
        return tally.rows();
    }

    private SortedMap<Slot, Sums> rows() {
        SortedMap<Slot, Sums> rows = new TreeMap<>();
        finest.forEach((slot, sums) -> {
            for (Grain grain : slot.dimension().grains()) {
                rows.computeIfAbsent(slot.in(grain), missing -> new Sums()).add(sums);
            }
        });
        return rows;
    }

    private void add(Counted call) {
        call.attempts().forEach(attempt -> add(call, attempt));
        call.refusal().ifPresent(reason -> common(call, call.receivedAt(), one -> one.failure(reason, 1)));
        call.ending().ifPresent(ending -> add(call, ending));
    }

    private void add(Counted call, Counted.Attempt attempt) {
        Consumer<Sums> adding = one -> one.attempt(attempt);
        common(call, attempt.startedAt(), adding);
        owners(attempt, attempt.startedAt(), adding);
    }

    /** A call belongs to the key of its last attempt, which gave or denied the answer. */
    private void add(Counted call, Ending ending) {
        Consumer<Sums> adding = one -> {
            one.call(ending, call.usage());
            call.firstByte().ifPresent(one::firstByte);
            if (ending == Ending.COMPLETE) {
                one.complete(call.took());
            }
        };
        common(call, call.receivedAt(), adding);
        if (!call.attempts().isEmpty()) {
            owners(call.attempts().get(call.attempts().size() - 1), call.receivedAt(), adding);
        }
    }

    private void common(Counted call, Instant at, Consumer<Sums> adding) {
        row(Dimension.ALL, Dimension.EVERYTHING, at, adding);
        named(Dimension.DIALECT, call.dialect(), at, adding);
        named(Dimension.MODEL, call.model(), at, adding);
        named(Dimension.CLIENT, call.client(), at, adding);
    }

    private void owners(Counted.Attempt attempt, Instant at, Consumer<Sums> adding) {
        named(Dimension.PROJECT, attempt.project(), at, adding);
        if (attempt.keyId() != 0) {
            row(Dimension.KEY, Long.toString(attempt.keyId()), at, adding);
        }
    }

    private void named(Dimension dimension, String subject, Instant at, Consumer<Sums> adding) {
        if (!subject.isEmpty()) {
            row(dimension, crowd.admit(dimension, subject, at), at, adding);
        }
    }

    private void row(Dimension dimension, String subject, Instant at, Consumer<Sums> adding) {
        Grain grain = dimension.grains().get(0);
        Slot slot = new Slot(dimension, subject, grain, grain.floor(at));
        adding.accept(finest.computeIfAbsent(slot, missing -> new Sums()));
    }
}
