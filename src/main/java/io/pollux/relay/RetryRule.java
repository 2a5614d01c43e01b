package io.pollux.relay;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.EgressFailed;
import io.pollux.exchange.Failure.GoogleFailed;
import io.pollux.exchange.Failure.ModelOverloaded;
import io.pollux.exchange.Failure.QuotaSpent;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Failure.SignatureRefused;
import io.pollux.exchange.Trail.Try;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whether a call that has not reached its client is tried again, and how. Pure: what it knows is the attempts so far,
 * the time left and a dice roll. Who is to blame is not its business, that is the pool's.
 */
final class RetryRule {
    private static final Next GIVE_UP = Next.now(Step.GIVE_UP);
    private static final Next ANOTHER_KEY = Next.now(Step.ANOTHER_KEY);
    private static final Next REPAIRED = Next.now(Step.REPAIRED);

    private static final Duration BREATH = Duration.ofSeconds(1);
    private static final Duration LONGEST_BREATH = Duration.ofSeconds(4);
    private static final int TRIES_OF_AN_OVERLOADED_MODEL = 3;
    private static final int PROJECTS_THAT_REFUSE_WITHOUT_A_REASON = 3;
    private static final String DIRECT = "direct";

    private RetryRule() {}

    /**
     * @param tries all attempts of the call; the last one has just failed
     * @param attempts how many the call may have
     * @param left until the call's deadline
     * @param chance from 0 to 1: spreads the pauses of many calls that failed together
     */
    static Next after(List<Try> tries, int attempts, Duration left, double chance) {
        if (tries.size() >= attempts) {
            return GIVE_UP;
        }
        Next next = after(tries, chance);
        return next.delay().compareTo(left) < 0 ? next : GIVE_UP;
    }

    /**
     * Whether an answer that is empty is worth another attempt. It is nobody's failure, and mostly it is the model's mood.
     *
     * @param tries those before the one that was answered so
     */
    static boolean repeatsEmpty(List<Try> tries, Limits limits, Duration left) {
        return limits.repeatsEmpty() && tries.size() + 1 < limits.attempts() && left.toMillis() > 0;
    }

    private static Next after(List<Try> tries, double chance) {
        Try last = tries.get(tries.size() - 1);
        Failure failure = last.failure().orElseThrow();
        if (failure instanceof SignatureRefused) {
            return count(tries, SignatureRefused.class::isInstance) == 1 ? REPAIRED : GIVE_UP;
        }
        if (failure instanceof ModelOverloaded overloaded) {
            return afterOverload(overloaded, count(tries, ModelOverloaded.class::isInstance), chance);
        }
        if (failure instanceof GoogleFailed) {
            return timedOut(failure) ? afterTimeout(tries, chance) : afterFault(tries, chance);
        }
        if (failure instanceof EgressFailed egress) {
            if (egress.retryAfter().isPresent()) {
                return GIVE_UP;
            }
            return egress.location() ? elsewhere(last) : afterBrokenNetwork(tries);
        }
        if (unstated(failure)) {
            int refusals = count(tries, RetryRule::unstated);
            return refusals < PROJECTS_THAT_REFUSE_WITHOUT_A_REASON ? ANOTHER_KEY : GIVE_UP;
        }
        return failure.anotherKeyMayHelp() ? ANOTHER_KEY : GIVE_UP;
    }

    /** The model is short of capacity for everybody: another key rarely helps, a moment does. */
    private static Next afterOverload(ModelOverloaded overloaded, int times, double chance) {
        if (times >= TRIES_OF_AN_OVERLOADED_MODEL) {
            return GIVE_UP;
        }
        Duration pause = BREATH.multipliedBy(1L << (times - 1));
        Duration stated = overloaded.retryDelay().orElse(Duration.ZERO);
        Duration longer = stated.compareTo(pause) > 0 ? stated : pause;
        return new Next(Step.SAME_KEY, spread(longer.compareTo(LONGEST_BREATH) > 0 ? LONGEST_BREATH : longer, chance));
    }

    private static Next afterFault(List<Try> tries, double chance) {
        return switch (count(tries, GoogleFailed.class::isInstance)) {
            case 1 -> new Next(Step.SAME_KEY, spread(BREATH, chance));
            case 2 -> ANOTHER_KEY;
            default -> GIVE_UP;
        };
    }

    private static Next afterTimeout(List<Try> tries, double chance) {
        return count(tries, RetryRule::timedOut) == 1 ? new Next(Step.SAME_KEY, spread(BREATH, chance)) : GIVE_UP;
    }

    /** A connection may just have been stale; a second failure means the way is bad, and another key may take another. */
    private static Next afterBrokenNetwork(List<Try> tries) {
        int breaks = count(tries, failure -> failure instanceof EgressFailed egress && !egress.location());
        return breaks == 1 ? Next.now(Step.SAME_KEY) : ANOTHER_KEY;
    }

    /** Google refuses the place it sees us in: only where proxies are in use can another key come from another place. */
    private static Next elsewhere(Try last) {
        return last.egress().equals(DIRECT) ? GIVE_UP : ANOTHER_KEY;
    }

    private static boolean timedOut(Failure failure) {
        return failure instanceof GoogleFailed && failure.report().code().equals("DEADLINE_EXCEEDED");
    }

    private static boolean unstated(Failure failure) {
        return failure instanceof QuotaSpent spent && spent.window() == QuotaWindow.UNSTATED;
    }

    private static int count(List<Try> tries, Predicate<Failure> kind) {
        return (int) tries.stream()
                .filter(attempt -> attempt.failure().filter(kind).isPresent())
                .count();
    }

    /** A quarter less to a quarter more. */
    private static Duration spread(Duration pause, double chance) {
        return Duration.ofMillis(Math.round(pause.toMillis() * (0.75 + 0.5 * chance)));
    }

    /**
     * What follows a failed attempt.
     *
     * @param step what to do
     * @param delay how long to wait before it
     */
    record Next(Step step, Duration delay) {
        private static Next now(Step step) {
            return new Next(step, Duration.ZERO);
        }
    }

    enum Step {
        SAME_KEY,
        ANOTHER_KEY,
        /** The same key, with a history that Google's complaint about thought signatures does not fit any more. */
        REPAIRED,
        GIVE_UP
    }
}
