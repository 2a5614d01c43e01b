package io.pollux.pool;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Usage;

/** What a call that failed has cost of the quota; {@link Ledger} says what of this is known. */
enum Charge {
    FULL,
    /** It counts in the minute and not in the day. */
    MINUTE,
    NOTHING;

    /** @param usage what Google had counted when it failed */
    static Charge of(Failure failure, Usage usage) {
        if (failure instanceof Failure.ClientGone || failure instanceof Failure.Overdue) {
            return FULL;
        }
        if (failure instanceof Failure.GoogleFailed) {
            return usage.equals(Usage.NONE) ? MINUTE : FULL;
        }
        boolean refused = failure instanceof Failure.BadCall && failure.report().status() == 400;
        return refused || failure instanceof Failure.SignatureRefused ? MINUTE : NOTHING;
    }
}
