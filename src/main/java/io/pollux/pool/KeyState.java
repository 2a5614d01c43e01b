package io.pollux.pool;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.KeyRefused;
import io.pollux.exchange.Failure.Refusal;
import java.time.Instant;

/**
 * Whether a key itself is trusted, apart from the quota of its project: the pure rules of setting aside. Only a
 * {@link KeyRefused} blames a key; every other failure leaves the state as it is.
 */
sealed interface KeyState {
    KeyState FRESH = new Trusted(0);

    /** Failures in a row that point at the key without being conclusive. */
    int failures();

    KeyState after(Failure failure, int maxFailures, Instant now);

    /** The state after a success of a call that was sent at that time. */
    KeyState afterSuccess(Instant sentAt);

    /** Lent like any other. */
    record Trusted(int failures) implements KeyState {
        @Override
        public KeyState after(Failure failure, int maxFailures, Instant now) {
            if (!(failure instanceof KeyRefused refused)) {
                return this;
            }
            int count = failures + 1;
            if (refused.refusal() == Refusal.UNAUTHENTICATED && count < maxFailures) {
                return new Trusted(count);
            }
            return new SetAside(refused.refusal(), refused.report().message(), now, count);
        }

        @Override
        public KeyState afterSuccess(Instant sentAt) {
            return failures == 0 ? this : FRESH;
        }
    }

    /** Not lent until a check succeeds or the operator says so. */
    record SetAside(Refusal refusal, String reason, Instant since, int failures) implements KeyState {
        /** A conclusive refusal replaces a weaker one, and nothing replaces a leak: it is what forbids the checks. */
        @Override
        public KeyState after(Failure failure, int maxFailures, Instant now) {
            if (!(failure instanceof KeyRefused refused)
                    || refusal == Refusal.LEAKED
                    || refused.refusal() == Refusal.UNAUTHENTICATED) {
                return this;
            }
            return new SetAside(refused.refusal(), refused.report().message(), now, failures);
        }

        /** A call that was already under way when the key was refused proves nothing. */
        @Override
        public KeyState afterSuccess(Instant sentAt) {
            return sentAt.isAfter(since) ? FRESH : this;
        }
    }
}
