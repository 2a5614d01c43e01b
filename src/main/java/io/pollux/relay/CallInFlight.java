package io.pollux.relay;

import io.pollux.dialect.Dialect;
import io.pollux.exchange.ClientCall;
import io.pollux.exchange.Ending;
import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.ClientGone;
import io.pollux.exchange.FailureException;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Trail;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One call from its reading to its one ending: read, lend, send, judge, then again or out to the client.
 *
 * <p>Upstream, the client's side, timers and the house itself report on threads of their own. Each report becomes a step
 * in the {@link Mailbox}; all that is private here is such steps, so there is no lock. A report that comes too late (of
 * an attempt that is over, to a call that has ended) is recognised by its step and dropped.
 */
final class CallInFlight implements ClientSink.Watcher {
    private static final System.Logger LOG = System.getLogger(CallInFlight.class.getName());

    private final Means means;
    private final ClientCall clientCall;
    private final Dialect dialect;
    private final BiConsumer<CallInFlight, Trail> onOver;
    private final Trail trail;
    private final Reply reply;
    private final Borrower keys;
    private final Admission admission;
    private final Mailbox mailbox = new Mailbox(this::broken);
    private GeminiCall geminiCall;
    private int attempts;
    /** The one under way; there is none between two attempts and after the last. */
    private Attempt attempt;

    private volatile long deadline = Long.MAX_VALUE;

    CallInFlight(
            Means means,
            ClientCall clientCall,
            Dialect dialect,
            ClientSink sink,
            BiConsumer<CallInFlight, Trail> onOver) {
        this.means = means;
        this.clientCall = clientCall;
        this.dialect = dialect;
        this.onOver = onOver;
        this.keys = new Borrower(means.pool(), means.lent());
        this.trail = new Trail(clientCall, dialect.name());
        this.admission = new Admission(means, keys, trail, mailbox::post, this::send, this::withoutKey);
        this.reply = new Reply(clientCall, dialect, new Pump(sink), trail, means.clock(), this::finish);
    }

    void post(Runnable step) {
        mailbox.post(step);
    }

    void start() {
        post(this::read);
    }

    /** Ends the call with that failure, wherever it is. */
    void stop(Failure failure) {
        post(() -> giveUp(failure));
    }

    /** Looks from outside whether time has brought something to do: nearly always it has not. */
    void tick(long now) {
        if (now >= deadline) {
            stop(Words.OVERDUE);
        } else if (reply.silent(now)) {
            post(this::showLife);
        }
    }

    @Override
    public void onWritable() {
        post(this::flow);
    }

    @Override
    public void onGone() {
        post(this::abandon);
    }

    void heard(Attempt from, byte[] json) {
        if (from != attempt) {
            return;
        }
        try {
            take(from, json);
        } catch (FailureException unreadable) {
            from.cancel();
            judge(from, unreadable.failure());
        }
    }

    void heardEnd(Attempt from) {
        if (from != attempt) {
            return;
        }
        if (from.answered() && (from.writer().finished() || !streams())) {
            succeed(from);
        } else {
            judge(from, Words.CUT_SHORT);
        }
    }

    void heardFailure(Attempt from, Failure failure) {
        if (from == attempt) {
            judge(from, failure);
        }
    }

    private void read() {
        reply.watch(this);
        try {
            geminiCall = dialect.read(clientCall);
        } catch (FailureException malformed) {
            reply.refuse(malformed.failure());
            return;
        }
        trail.read(geminiCall);
        Limits limits = Limits.of(means.settings().get(), geminiCall.operation());
        attempts = limits.attempts();
        deadline = means.clock().millis() + limits.total().toMillis();
        admission.begin(deadline);
        admission.seek(geminiCall);
    }

    private boolean streams() {
        return geminiCall.operation().streams();
    }

    private void withoutKey(Failure none) {
        reply.refuse(LastWord.withoutKey(trail.tries(), none));
    }

    private void send() {
        attempt = new Attempt(
                this,
                keys.key(),
                dialect.writer(clientCall, geminiCall),
                means.clock().instant());
        attempt.send(means.upstream(), geminiCall);
    }

    private void take(Attempt from, byte[] json) {
        byte[] bytes = from.read(json, means.clock());
        if (!streams()) {
            from.hold(bytes);
            return;
        }
        reply.pass(from.writer(), bytes);
        if (reply.blocked()) {
            from.pause();
        }
    }

    private void succeed(Attempt done) {
        close(done, Optional.empty());
        keys.succeeded(done.writer().usage());
        reply.complete(done.writer(), done.held());
    }

    private void judge(Attempt failed, Failure failure) {
        close(failed, Optional.of(failure));
        if (reply.begun()) {
            keys.failed(failure, failed.writer().usage());
            reply.cut(failed.writer(), failure);
            return;
        }
        Duration left = Duration.ofMillis(deadline - means.clock().millis());
        RetryRule.Next next =
                RetryRule.after(trail.tries(), attempts, left, means.chance().getAsDouble());
        switch (next.step()) {
            case SAME_KEY -> again(failure, next.delay());
            case REPAIRED -> repair(failure);
            case ANOTHER_KEY -> {
                keys.failed(failure);
                admission.seek(geminiCall);
            }
            case GIVE_UP -> {
                keys.failed(failure);
                reply.refuse(LastWord.of(trail.tries()));
            }
        }
    }

    private void again(Failure failure, Duration pause) {
        keys.again(failure);
        if (pause.isZero()) {
            send();
        } else {
            means.delay().after(pause, () -> post(this::resend));
        }
    }

    private void resend() {
        if (!reply.settled()) {
            send();
        }
    }

    private void repair(Failure failure) {
        GeminiCall repaired = dialect.withoutSignatures(geminiCall);
        if (repaired == geminiCall) {
            keys.failed(failure);
            reply.refuse(failure);
        } else {
            geminiCall = repaired;
            again(failure, Duration.ZERO);
        }
    }

    private void flow() {
        if (reply.over()) {
            return;
        }
        reply.flow();
        if (attempt != null && !reply.blocked()) {
            attempt.resume();
        }
    }

    private void showLife() {
        if (attempt != null) {
            reply.showLife(attempt.writer());
        }
    }

    /** A key whose answer had begun has done its work; of one that was still silent nothing is known. */
    private void abandon() {
        if (reply.over()) {
            return;
        }
        Attempt left = attempt;
        if (left != null) {
            left.cancel();
            close(left, Optional.of(new ClientGone()));
        }
        if (left != null && left.answered()) {
            keys.succeeded(left.writer().usage());
        }
        reply.abandon();
    }

    private void giveUp(Failure failure) {
        if (reply.over()) {
            return;
        }
        admission.leave();
        Attempt last = attempt;
        if (last != null) {
            last.cancel();
            close(last, Optional.of(failure));
            keys.failed(failure, last.writer().usage());
        }
        if (!reply.begun()) {
            boolean between = last == null && !trail.tries().isEmpty();
            reply.refuse(between ? LastWord.of(trail.tries()) : failure);
        } else if (last != null) {
            reply.cut(last.writer(), failure);
        } else {
            reply.breakOff(failure);
        }
    }

    private void close(Attempt done, Optional<Failure> failure) {
        attempt = null;
        done.report(trail, means.clock().instant(), failure);
    }

    private void finish(Ending ending) {
        try {
            admission.leave();
            keys.giveBack();
        } finally {
            trail.ended(ending, means.clock().instant());
            onOver.accept(this, trail);
        }
    }

    /** Something in the house is wrong. The call ends all the same: with an error if that can be said, or a cut. */
    private void broken(Throwable fault) {
        LOG.log(Level.ERROR, "Call " + clientCall.id() + " failed inside Pollux", fault);
        try {
            giveUp(Words.OWN_FAULT);
        } catch (RuntimeException | Error worse) {
            LOG.log(Level.DEBUG, "Call " + clientCall.id() + " is broken off", worse);
            reply.breakOff(Words.OWN_FAULT);
        }
    }
}
