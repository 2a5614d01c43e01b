package io.pollux.relay;

import io.pollux.dialect.Dialect;
import io.pollux.exchange.Failure;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Trail;
import io.pollux.exchange.Usage;
import io.pollux.pool.Loan;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The attempts of one call that its client has heard nothing of yet: with which key, how many, and with what pause between
 * them. Used in the call's mailbox only.
 */
final class Attempts {
    private final Means means;
    private final CallInFlight call;
    private final Dialect dialect;
    private final Trail trail;
    private final Consumer<Failure> onGivenUp;
    private final Borrower keys;
    private final Admission admission;
    private GeminiCall geminiCall;
    private Limits limits;
    private long deadline;
    /** The one under way; there is none between two attempts and after the last. */
    private Attempt current;

    /** One that was answered with nothing: it is what the client gets if nothing better comes. */
    private Attempt empty;

    private boolean over;

    /** @param onGivenUp hears at most once that no more attempts are made, and what the client is to be told */
    Attempts(Means means, CallInFlight call, Dialect dialect, Trail trail, Consumer<Failure> onGivenUp) {
        this.means = means;
        this.call = call;
        this.dialect = dialect;
        this.trail = trail;
        this.onGivenUp = onGivenUp;
        this.keys = new Borrower(means.pool(), means.lent());
        this.admission = new Admission(
                means,
                keys,
                trail,
                call::post,
                this::send,
                none -> onGivenUp.accept(LastWord.withoutKey(trail.tries(), none)));
    }

    /** Looks for the first key. */
    void begin(GeminiCall read, Limits allowed, long endsAt) {
        geminiCall = read;
        limits = allowed;
        deadline = endsAt;
        admission.begin(endsAt);
        admission.seek(geminiCall);
    }

    /** The call has more time than was said. */
    void endBy(long later) {
        deadline = later;
    }

    boolean isCurrent(Attempt attempt) {
        return attempt == current;
    }

    Optional<Attempt> current() {
        return Optional.ofNullable(current);
    }

    /** Whether the attempt would be repeated if nothing came after what has come so far. */
    boolean repeatsEmpty(Attempt attempt) {
        return limits.repeatsEmpty() && attempt.writer().empty();
    }

    /** The answer that was empty and is still the best there is. */
    Optional<Attempt> empty() {
        return Optional.ofNullable(empty);
    }

    /**
     * The attempt under way is complete. If there is nothing in it another project is asked, once.
     *
     * @return whether that is so; otherwise the answer is as good as it gets
     */
    boolean repeated() {
        Attempt done = current;
        if (empty != null || !repeatsEmpty(done) || !RetryRule.repeatsEmpty(trail.tries(), limits, left())) {
            return false;
        }
        Optional<Loan> other = admission.elsewhere(geminiCall);
        if (other.isEmpty()) {
            return false;
        }
        empty = done;
        close(Optional.of(Words.EMPTY));
        keys.succeeded(done.writer().usage());
        admission.take(other.get());
        return true;
    }

    /** The attempt under way has failed: what is left to try is tried, unless there is an empty answer to fall back on. */
    void failed(Failure failure) {
        close(Optional.of(failure));
        if (empty != null) {
            keys.failed(failure);
            onGivenUp.accept(failure);
            return;
        }
        RetryRule.Next next = RetryRule.after(
                trail.tries(), limits.attempts(), left(), means.chance().getAsDouble());
        switch (next.step()) {
            case SAME_KEY -> again(failure, next.delay());
            case REPAIRED -> repair(failure);
            case ANOTHER_KEY -> {
                keys.failed(failure);
                admission.seek(geminiCall);
            }
            case GIVE_UP -> {
                keys.failed(failure);
                onGivenUp.accept(LastWord.of(trail.tries()));
            }
        }
    }

    /** The attempt under way has failed, and it was the last. */
    void failedForGood(Failure failure, Usage usage) {
        close(Optional.of(failure));
        keys.failed(failure, usage);
    }

    void succeeded(Usage usage) {
        close(Optional.empty());
        keys.succeeded(usage);
    }

    /** A key whose answer had begun has done its work; of one that was still silent nothing is known. */
    void abandoned(Failure gone) {
        Attempt left = current;
        if (left != null) {
            left.cancel();
            close(Optional.of(gone));
            if (left.answered()) {
                keys.succeeded(left.writer().usage());
            }
        }
    }

    /** Nothing is tried any more, and what is still waited for is not wanted. */
    void stop() {
        over = true;
        admission.leave();
    }

    /** Whatever the call has borrowed goes back. */
    void end() {
        stop();
        keys.giveBack();
    }

    private void send() {
        current = new Attempt(
                call,
                keys.loan(),
                dialect.writer(trail.call(), geminiCall),
                means.clock().instant());
        current.send(means.upstream(), geminiCall);
    }

    private void again(Failure failure, Duration pause) {
        keys.again(failure);
        if (pause.isZero()) {
            send();
        } else {
            means.delay().after(pause, () -> call.post(() -> resend(failure)));
        }
    }

    private void resend(Failure failure) {
        if (over) {
            return;
        }
        if (admission.maySendAgain(geminiCall)) {
            send();
        } else {
            keys.failed(failure);
            admission.seek(geminiCall);
        }
    }

    private void repair(Failure failure) {
        GeminiCall repaired = dialect.withoutSignatures(geminiCall);
        if (repaired == geminiCall) {
            keys.failed(failure);
            onGivenUp.accept(failure);
        } else {
            geminiCall = repaired;
            again(failure, Duration.ZERO);
        }
    }

    private Duration left() {
        return Duration.ofMillis(deadline - means.clock().millis());
    }

    private void close(Optional<Failure> failure) {
        Attempt done = current;
        current = null;
        done.report(trail, means.clock().instant(), failure);
        failure.ifPresent(reason -> done.blame(means.breakers(), trail, reason));
    }
}
