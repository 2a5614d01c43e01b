package io.pollux.pool;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.QuotaSpent;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Operation;
import java.time.Instant;
import java.util.Optional;

/** Under which name a call's quota is kept, and which day's quota its failure speaks of. */
final class Booking {
    private static final String COUNTING = ":countTokens";
    private static final String READING = ":models";

    private Booking() {}

    /** Counting tokens and reading the model list have quotas of their own, which say nothing of a model's. */
    static String name(Operation operation, String model) {
        if (operation == Operation.COUNT_TOKENS) {
            return COUNTING;
        }
        return operation.reads() ? READING : model;
    }

    /** Whether a name is one of those, and no model's. */
    static boolean apart(String name) {
        return name.startsWith(":");
    }

    /** What a failure means now: a day that has ended since the call was sent has no quota left to be spent. */
    static Failure asOf(Instant now, long lentAt, Failure failure) {
        boolean outdated = failure instanceof QuotaSpent spent
                && spent.window() == QuotaWindow.DAY
                && QuotaDay.turned(Instant.ofEpochMilli(lentAt), now);
        return outdated ? new QuotaSpent(failure.report(), QuotaWindow.MINUTE, Optional.empty()) : failure;
    }
}
