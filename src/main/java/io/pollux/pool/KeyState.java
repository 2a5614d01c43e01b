package io.pollux.pool;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.KeyRefused;
import io.pollux.exchange.Failure.Refusal;
import io.pollux.keys.SetAside;
import io.pollux.keys.StoredKey;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a key itself is trusted, apart from the quota of its project: the pure rules of setting aside. Each event
 * gives a new state. Only a {@link KeyRefused} blames a key; every other failure leaves the state as it is.
 *
 * @param failures failures in a row that point at the key without being conclusive
 * @param setAside present while the key is not lent, until a check succeeds or the operator lifts it
 */
record KeyState(int failures, Optional<SetAside> setAside) {
    static final KeyState FRESH = new KeyState(0, Optional.empty());

    static KeyState of(StoredKey key) {
        return new KeyState(key.failures(), key.setAside());
    }

    boolean trusted() {
        return setAside.isEmpty();
    }

    /** @param maxFailures how many failures in a row that are not conclusive alone set a key aside */
    KeyState after(Failure failure, int maxFailures, Instant now) {
        if (!(failure instanceof KeyRefused refused)) {
            return this;
        }
        if (setAside.isPresent()) {
            return afterAnother(refused, setAside.get(), now);
        }
        int count = failures + 1;
        boolean enough = refused.refusal() != Refusal.UNAUTHENTICATED || count >= maxFailures;
        return new KeyState(count, enough ? Optional.of(aside(refused, now)) : Optional.empty());
    }

    /**
     * The state after a success of a call that was sent at that time. A call that was already under way when the key was
     * refused proves nothing.
     */
    KeyState afterSuccess(Instant sentAt) {
        boolean outdated =
                setAside.isPresent() && !sentAt.isAfter(setAside.get().since());
        return outdated || failures == 0 && trusted() ? this : FRESH;
    }

    /** The state without one failure that was not the key's; what was conclusive stays. */
    KeyState forgiven(int maxFailures) {
        boolean conclusive = setAside.filter(aside -> aside.refusal() != Refusal.UNAUTHENTICATED)
                .isPresent();
        int left = Math.max(0, failures - 1);
        return conclusive ? this : new KeyState(left, left < maxFailures ? Optional.empty() : setAside);
    }

    /** Whether the table, which keeps less than we do, would hold the same for both. */
    boolean matches(KeyState other) {
        return failures == other.failures
                && setAside.map(SetAside::refusal).equals(other.setAside.map(SetAside::refusal));
    }

    /** A conclusive refusal replaces a weaker one, and nothing replaces a leak: it is what forbids the checks. */
    private KeyState afterAnother(KeyRefused refused, SetAside before, Instant now) {
        boolean weaker = refused.refusal() == Refusal.UNAUTHENTICATED;
        if (weaker || before.refusal() == Refusal.LEAKED) {
            return this;
        }
        return new KeyState(failures, Optional.of(aside(refused, now)));
    }

    private static SetAside aside(KeyRefused refused, Instant now) {
        return new SetAside(refused.refusal(), Words.clipped(refused.report().message()), now);
    }
}
