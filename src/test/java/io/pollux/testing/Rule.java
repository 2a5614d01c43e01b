package io.pollux.testing;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** One line of the script: these calls get this answer, so many times. It holds from {@link #answer} on. */
public final class Rule {
    private final Predicate<ReceivedCall> match;
    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
    private volatile Answer answer;

    Rule(Predicate<ReceivedCall> match) {
        this.match = match;
    }

    public Rule answer(Answer theAnswer) {
        answer = Objects.requireNonNull(theAnswer);
        return this;
    }

    public Rule once() {
        return times(1);
    }

    /** From now on so many more times; afterwards the next line that fits has its turn. */
    public Rule times(long count) {
        left.set(count);
        return this;
    }

    /** Also the way without saying it. */
    public Rule always() {
        return times(Long.MAX_VALUE);
    }

    Optional<Answer> take(ReceivedCall call) {
        Answer mine = answer;
        if (mine == null || left.get() <= 0 || !match.test(call)) {
            return Optional.empty();
        }
        return left.getAndDecrement() > 0 ? Optional.of(mine) : Optional.empty();
    }
}
