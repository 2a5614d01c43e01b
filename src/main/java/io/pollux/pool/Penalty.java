package io.pollux.pool;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.KeyRefused;
import io.pollux.exchange.Failure.Refusal;

/**
 * What a failure has cost, for as long as it may be taken back.
 *
 * @param counted whether it was counted against the key without being conclusive
 * @param model where the project was benched
 * @param before its bench before
 * @param after and after
 */
record Penalty(boolean counted, String model, Bench before, Bench after) {
    static final Penalty NONE = new Penalty(false, "", Bench.NONE, Bench.NONE);

    static boolean counts(Failure failure) {
        return failure instanceof KeyRefused refused && refused.refusal() == Refusal.UNAUTHENTICATED;
    }
}
