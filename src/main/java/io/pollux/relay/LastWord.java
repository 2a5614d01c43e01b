package io.pollux.relay;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.ModelOverloaded;
import io.pollux.exchange.Failure.NoKeyReady;
import io.pollux.exchange.Failure.QuotaSpent;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Fault;
import io.pollux.exchange.Trail.Try;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Which of the failures of a call that is given up tells the client most. Pure. */
final class LastWord {
    private static final Duration SOON = Duration.ofHours(1);

    private LastWord() {}

    /**
     * When no more attempts are made: the last failure if it decided the call, else the last one in Google's words that
     * is not about a key. Keys are our affair: a client that reads "API key not valid" takes it for its own.
     */
    static Failure of(List<Try> tries) {
        List<Failure> failures = latestFirst(tries);
        Failure last = failures.get(0);
        if (!last.anotherKeyMayHelp()) {
            return last;
        }
        Optional<Failure> inGooglesWords = failures.stream()
                .filter(failure ->
                        failure.fault() != Fault.KEY && failure.report().body().length > 0)
                .findFirst();
        return inGooglesWords.orElseGet(() -> failures.stream()
                .filter(failure -> failure.fault() != Fault.KEY)
                .findFirst()
                .orElse(last));
    }

    /** When the pool has no key, or none any more, or the model no capacity. */
    static Failure withoutKey(List<Try> tries, Failure none) {
        if (tries.isEmpty()) {
            return none;
        }
        Failure told = of(tries);
        if (told.fault() == Fault.KEY) {
            return none;
        }
        if (none instanceof ModelOverloaded overloaded) {
            return told instanceof ModelOverloaded
                    ? new ModelOverloaded(told.report(), overloaded.retryDelay())
                    : overloaded;
        }
        return told instanceof QuotaSpent spent && none instanceof NoKeyReady pool ? quota(spent, pool) : told;
    }

    /**
     * Google's words about one project with the pool's word about when the first of all projects is back; the pool's
     * word alone where Google's would send the client home for the day although another project is back soon.
     */
    private static Failure quota(QuotaSpent spent, NoKeyReady none) {
        boolean forTheDay = spent.window() == QuotaWindow.DAY || spent.window() == QuotaWindow.NONE_GRANTED;
        if (forTheDay
                && none.retryAfter().filter(after -> after.compareTo(SOON) < 0).isPresent()) {
            return none;
        }
        return new QuotaSpent(
                spent.report(), spent.window(), none.retryAfter().or(spent::retryDelay), spent.ceilings());
    }

    private static List<Failure> latestFirst(List<Try> tries) {
        List<Failure> failures = new ArrayList<>(tries.size());
        tries.forEach(attempt -> attempt.failure().ifPresent(failures::add));
        Collections.reverse(failures);
        return failures;
    }
}
