package io.pollux.relay;

import io.pollux.exchange.ClientCall;
import io.pollux.exchange.Failure;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Trail;
import io.pollux.pool.Loan;
import io.pollux.relay.Entry.Open;
import io.pollux.relay.Entry.Shut;
import io.pollux.relay.Entry.Whom;
import io.pollux.settings.Settings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * One call's way to a key: at once when there is one and nobody waits for it, else through the {@link WaitingRoom}. Used
 * in the call's mailbox only; what the room says comes back there as a step.
 */
final class Admission {
    private final Means means;
    private final ClientCall clientCall;
    private final Borrower keys;
    private final Trail trail;
    private final Executor mailbox;
    private final Runnable onKey;
    private final Consumer<Failure> onNone;
    private Patience patience;
    private Wait wait;

    /**
     * @param mailbox the call's
     * @param onKey a key has been borrowed
     * @param onNone there is none for this call, and why
     */
    Admission(Means means, Borrower keys, Trail trail, Executor mailbox, Runnable onKey, Consumer<Failure> onNone) {
        this.means = means;
        this.clientCall = trail.call();
        this.keys = keys;
        this.trail = trail;
        this.mailbox = mailbox;
        this.onKey = onKey;
        this.onNone = onNone;
    }

    /** @param deadline when the call ends whatever becomes of it */
    void begin(long deadline) {
        patience = new Patience(means.settings().get().get(Settings.POLLUX_WAIT_FOR_KEY), clientCall, deadline);
    }

    /** Looks for a key; one of the two listeners hears of it, now or later. */
    void seek(GeminiCall geminiCall) {
        Line line = Line.of(geminiCall);
        long now = means.clock().millis();
        long until = patience.until(now);
        boolean large = false;
        if (!means.room().waitsAnybody(line)) {
            Entry entry = ask(geminiCall, line);
            if (entry instanceof Open open) {
                take(open.loan());
                return;
            }
            Shut shut = (Shut) entry;
            if (!shut.opensBy(until, now)) {
                onNone.accept(shut.failure());
                return;
            }
            large = shut.whom() == Whom.LARGE_CALLS;
        }
        // Where others wait, or all keys cool, those that the call has had are cooling too: they may serve it
        // afterwards.
        if (!large) {
            keys.tryAllAgain();
        }
        wait = new Wait(geminiCall, line, now, until);
        means.room().enter(wait);
    }

    /** A key of another project than that of the one it has; only one that is ready now and that nobody waits for. */
    Optional<Loan> elsewhere(GeminiCall geminiCall) {
        Line line = Line.of(geminiCall);
        if (means.room().waitsAnybody(line)) {
            return Optional.empty();
        }
        keys.avoidProject();
        return ask(geminiCall, line) instanceof Open open ? Optional.of(open.loan()) : Optional.empty();
    }

    /** Whether the call may be sent once more with the key that it has. */
    boolean maySendAgain(GeminiCall geminiCall) {
        return means.breakers().ask(Line.of(geminiCall)).isEmpty();
    }

    /** The call has ended: whatever the room finds is of no use any more. */
    void leave() {
        Wait left = wait;
        if (left != null) {
            over(left);
            means.room().leave(left);
        }
    }

    /** First the model, then the pool. May come from the waiting room. */
    private Entry ask(GeminiCall geminiCall, Line line) {
        Optional<Shut> overloaded = means.breakers().ask(line);
        if (overloaded.isPresent()) {
            return overloaded.get();
        }
        Entry entry = keys.ask(geminiCall);
        if (entry instanceof Shut) {
            means.breakers().undecided(line, means.clock().millis());
        }
        return entry;
    }

    private void admitted(Wait guest, Loan loan) {
        if (guest != wait) {
            loan.failed(Words.UNSENT);
            means.breakers().undecided(guest.line, means.clock().millis());
            return;
        }
        over(guest);
        take(loan);
    }

    /** The call goes on with that key. */
    void take(Loan loan) {
        keys.take(loan);
        trail.chose(loan.passedOver());
        onKey.run();
    }

    private void turnedAway(Wait guest, Failure why) {
        if (guest == wait) {
            over(guest);
            onNone.accept(why);
        }
    }

    private void over(Wait done) {
        wait = null;
        long waited = Math.max(0, means.clock().millis() - done.since);
        patience.used(waited);
        trail.waited(Duration.ofMillis(waited));
    }

    /** One stay in the room. */
    private final class Wait implements Guest {
        private final GeminiCall geminiCall;
        private final Line line;
        private final long since;
        private final long until;

        private Wait(GeminiCall geminiCall, Line line, long since, long until) {
            this.geminiCall = geminiCall;
            this.line = line;
            this.since = since;
            this.until = until;
        }

        @Override
        public String caller() {
            return clientCall.caller().id();
        }

        @Override
        public Line line() {
            return line;
        }

        @Override
        public long since() {
            return since;
        }

        @Override
        public long until() {
            return until;
        }

        @Override
        public Entry ask() {
            return Admission.this.ask(geminiCall, line);
        }

        @Override
        public void admitted(Loan loan) {
            mailbox.execute(() -> Admission.this.admitted(this, loan));
        }

        @Override
        public void turnedAway(Failure why) {
            mailbox.execute(() -> Admission.this.turnedAway(this, why));
        }
    }
}
