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

    private static final int MOST_HELD_BACK = 64 * 1024;
    private static final byte[] NOTHING = {};

    private final Means means;
    private final ClientCall clientCall;
    private final Dialect dialect;
    private final BiConsumer<CallInFlight, Trail> onOver;
    private final Trail trail;
    private final Reply reply;
    private final Attempts attempts;
    private final Mailbox mailbox = new Mailbox(this::broken);
    private boolean streams;
    /** Written in the mailbox. */
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
        this.trail = new Trail(clientCall, dialect.name());
        this.reply = new Reply(clientCall, dialect, new Pump(sink), trail, means.clock(), this::finish);
        this.attempts = new Attempts(means, this, dialect, trail, this::refuse);
    }

    ClientCall clientCall() {
        return clientCall;
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

    /** The clock was put forward: nobody has had so much time, and the call is owed it. */
    void postpone(long millis) {
        post(() -> {
            if (deadline < Long.MAX_VALUE) {
                deadline += millis;
                attempts.endBy(deadline);
            }
        });
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
        if (!attempts.isCurrent(from)) {
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
        if (!attempts.isCurrent(from)) {
            return;
        }
        if (from.answered() && (from.writer().finished() || !streams)) {
            succeed(from);
        } else {
            judge(from, Words.CUT_SHORT);
        }
    }

    void heardFailure(Attempt from, Failure failure) {
        if (attempts.isCurrent(from)) {
            judge(from, failure);
        }
    }

    private void read() {
        reply.watch(this);
        GeminiCall geminiCall;
        try {
            geminiCall = dialect.read(clientCall);
        } catch (FailureException malformed) {
            reply.refuse(malformed.failure());
            return;
        }
        trail.read(geminiCall);
        streams = geminiCall.operation().streams();
        Limits limits = Limits.of(means.settings().get(), geminiCall.operation());
        deadline = means.clock().millis() + limits.total().toMillis();
        attempts.begin(geminiCall, limits, deadline);
    }

    private void take(Attempt from, byte[] json) {
        byte[] bytes = from.read(json, means);
        if (!streams || heldBack(from)) {
            from.hold(bytes);
            return;
        }
        reply.pass(from.writer(), from.released(bytes));
        if (reply.blocked()) {
            from.pause();
        }
    }

    /** As long as nothing is in a stream it can still be replaced by another one unseen. */
    private boolean heldBack(Attempt from) {
        return !reply.begun() && from.held().length < MOST_HELD_BACK && attempts.repeatsEmpty(from);
    }

    private void succeed(Attempt done) {
        if (reply.begun() || !attempts.repeated()) {
            attempts.succeeded(done.writer().usage());
            passOn(done);
        }
    }

    private void passOn(Attempt done) {
        if (streams) {
            reply.pass(done.writer(), done.released(NOTHING));
        }
        reply.complete(done.writer(), done.held());
    }

    /** For a client that has heard nothing yet. An answer with nothing in it is still better than an error. */
    private void refuse(Failure failure) {
        attempts.empty().ifPresentOrElse(this::passOn, () -> reply.refuse(failure));
    }

    private void judge(Attempt failed, Failure failure) {
        if (reply.begun()) {
            attempts.failedForGood(failure, failed.writer().usage());
            reply.cut(failed.writer(), failure);
        } else {
            attempts.failed(failure);
        }
    }

    private void flow() {
        if (reply.over()) {
            return;
        }
        reply.flow();
        if (!reply.blocked()) {
            attempts.current().ifPresent(Attempt::resume);
        }
    }

    private void showLife() {
        attempts.current().ifPresent(attempt -> reply.showLife(attempt.writer()));
    }

    private void abandon() {
        if (!reply.over()) {
            attempts.abandoned(new ClientGone());
            reply.abandon();
        }
    }

    private void giveUp(Failure failure) {
        if (reply.over()) {
            return;
        }
        attempts.stop();
        Optional<Attempt> last = attempts.current();
        last.ifPresent(attempt -> {
            attempt.cancel();
            attempts.failedForGood(failure, attempt.writer().usage());
        });
        if (!reply.begun()) {
            boolean between = last.isEmpty() && !trail.tries().isEmpty();
            refuse(between ? LastWord.of(trail.tries()) : failure);
        } else if (last.isPresent()) {
            reply.cut(last.get().writer(), failure);
        } else {
            reply.breakOff(failure);
        }
    }

    private void finish(Ending ending) {
        try {
            attempts.end();
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
