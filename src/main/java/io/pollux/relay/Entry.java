package io.pollux.relay;

import io.pollux.exchange.Failure;
import io.pollux.pool.Loan;
import java.time.Duration;
import java.util.Optional;

/** What a call meets that asks for a key: one that it may use at once, or what stands in its way. */
sealed interface Entry {
    /** @param loan a key; whoever is given it must settle it */
    record Open(Loan loan) implements Entry {}

    /**
     * @param failure the truth for the client
     * @param opensIn how long until asking again may help; empty when waiting does not help
     * @param whom what it holds for
     */
    record Shut(Failure failure, Optional<Duration> opensIn, Whom whom) implements Entry {
        /** Whether it is worth waiting until then. */
        boolean opensBy(long moment, long now) {
            return opensIn.filter(wait -> now + wait.toMillis() <= moment).isPresent();
        }
    }

    /** Whom a refusal holds for. */
    enum Whom {
        /** All calls of the line. */
        EVERYBODY,
        /** Calls as large as this one: smaller ones may get through. */
        LARGE_CALLS,
        /** This call, for what it has been tried with. */
        THIS_CALL
    }
}
