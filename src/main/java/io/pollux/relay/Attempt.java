package io.pollux.relay;

import io.pollux.dialect.ReplyWriter;
import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.ClientGone;
import io.pollux.exchange.Failure.EgressFailed;
import io.pollux.exchange.Failure.ModelOverloaded;
import io.pollux.exchange.Failure.Overdue;
import io.pollux.exchange.Failure.OwnFault;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Trail;
import io.pollux.exchange.Trail.Try;
import io.pollux.exchange.Usage;
import io.pollux.keys.StoredKey;
import io.pollux.pool.Loan;
import io.pollux.upstream.Upstream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * One sending of a call with one key: brings what upstream says into the call's mailbox, and remembers what the journal
 * wants to know. Everything but the listener's methods is used in the mailbox only.
 */
final class Attempt implements Upstream.Listener {
    private static final System.Logger LOG = System.getLogger(Attempt.class.getName());
    private static final int OK = 200;
    private static final byte[] NOTHING = {};

    private final CallInFlight call;
    private final Loan loan;
    private final StoredKey key;
    private final ReplyWriter writer;
    private final Instant startedAt;
    private Line line;
    private Upstream.Sending sending;
    private Instant answeredAt;
    private boolean paused;
    private byte[] held = NOTHING;

    Attempt(CallInFlight call, Loan loan, ReplyWriter writer, Instant startedAt) {
        this.call = call;
        this.loan = loan;
        this.key = loan.key();
        this.writer = writer;
        this.startedAt = startedAt;
    }

    void send(Upstream upstream, GeminiCall geminiCall) {
        line = Line.of(geminiCall);
        sending = upstream.send(geminiCall, key.secret(), this);
    }

    @Override
    public void onEvent(byte[] json) {
        call.post(() -> call.heard(this, json));
    }

    @Override
    public void onEnd() {
        call.post(() -> call.heardEnd(this));
    }

    @Override
    public void onFailure(Failure failure) {
        call.post(() -> call.heardFailure(this, failure));
    }

    @Override
    public String project() {
        return key.scope();
    }

    @Override
    public Runnable acquittal() {
        return loan::acquit;
    }

    ReplyWriter writer() {
        return writer;
    }

    boolean answered() {
        return answeredAt != null;
    }

    byte[] read(byte[] json, Means means) {
        if (answeredAt == null) {
            answeredAt = means.clock().instant();
            means.breakers().answered(line, startedAt.toEpochMilli());
            loan.answered();
        }
        return writer.event(json);
    }

    /** Keeps a whole answer until its end has come too, or the beginning of a stream as long as nothing is in it. */
    void hold(byte[] bytes) {
        held = held.length == 0 ? bytes : joined(held, bytes);
    }

    /** What was kept, and these bytes behind it; from now on nothing is kept. */
    byte[] released(byte[] bytes) {
        byte[] all = held.length == 0 ? bytes : joined(held, bytes);
        held = NOTHING;
        return all;
    }

    byte[] held() {
        return held;
    }

    void pause() {
        if (!paused) {
            paused = true;
            sending.pause();
        }
    }

    void resume() {
        if (paused) {
            paused = false;
            sending.resume();
        }
    }

    void cancel() {
        if (sending != null) {
            sending.cancel();
        }
    }

    /** Puts down what the journal wants to know, when the attempt is over. */
    void report(Trail trail, Instant endedAt, Optional<Failure> failure) {
        trail.tried(row(endedAt, failure));
        failure.filter(Attempt::googleBlamesPollux)
                .ifPresent(ours -> LOG.log(
                        Level.WARNING,
                        "Call " + trail.call().id() + " was sent wrongly: "
                                + ours.report().message()));
        Usage usage = writer.usage();
        if (!usage.equals(Usage.NONE)) {
            trail.used(usage);
        }
    }

    /** Tells what the failure says about the model: that it is overloaded, or nothing. */
    void blame(Breakers breakers, Trail trail, Failure failure) {
        if (failure instanceof ModelOverloaded overloaded) {
            breakers.overloaded(line, trail.call().id(), overloaded, startedAt.toEpochMilli());
        } else if (!answered()) {
            breakers.undecided(line, startedAt.toEpochMilli());
        }
    }

    /** A wrong request that the client cannot have made, such as two credentials at once: the operator should know. */
    private static boolean googleBlamesPollux(Failure failure) {
        return failure instanceof OwnFault && failure.report().body().length > 0;
    }

    private Try row(Instant endedAt, Optional<Failure> failure) {
        Duration firstByte = answered() ? Duration.between(startedAt, answeredAt) : Duration.ZERO;
        return new Try(
                key.id(),
                key.masked(),
                sending == null ? "" : sending.egress(),
                startedAt,
                Duration.between(startedAt, endedAt),
                firstByte,
                failure.map(this::status).orElse(OK),
                failure);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Google's status; 0 where it gave none, whatever the client is told instead. */
    private int status(Failure failure) {
        boolean ours = failure.report().body().length == 0;
        if (ours && answered()) {
            return OK;
        }
        boolean unheard = failure instanceof EgressFailed
                || failure instanceof Overdue
                || failure instanceof ClientGone
                || failure instanceof OwnFault;
        return ours && unheard ? 0 : failure.report().status();
    }
}
