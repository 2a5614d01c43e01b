package io.pollux.fill;

import io.pollux.journal.tally.Counted;
import io.pollux.journal.tally.TallyRows;
import io.pollux.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What the calls add up to. A good many at a time, for nearly every call has rows of its own, of its key and its project, and
 * a database that gets them in order is done sooner; and on a thread of its own, while more calls are made up.
 */
final class FilledSums {
    private static final int TOGETHER = 100_000;

    private final TallyRows tallies;
    private final Rows sums;
    private final Rows failures;
    private List<Counted> waiting = new ArrayList<>(TOGETHER);
    private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);

    FilledSums(Storage storage, Amount amount) {
        this.tallies = new TallyRows(amount.end());
        this.sums = new Rows(storage, "t_pollux_tally", TallyRows.SUMS, TallyRows.ADD_SUMS);
        this.failures = new Rows(storage, "t_pollux_tally_failure", TallyRows.FAILURES, TallyRows.ADD_FAILURES);
    }

    void add(Counted call) {
        waiting.add(call);
        if (waiting.size() == TOGETHER) {
            turn();
        }
    }

    void write() {
        turn();
        writing.join();
    }

    /** One piece is written at a time, so that few wait in memory. */
    private void turn() {
        writing.join();
        List<Counted> calls = waiting;
        waiting = new ArrayList<>(TOGETHER);
        writing = CompletableFuture.runAsync(() -> {
            tallies.of(calls, sums::add, failures::add);
            sums.write();
            failures.write();
        });
    }
}
