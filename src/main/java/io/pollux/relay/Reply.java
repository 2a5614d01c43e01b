package io.pollux.relay;

import io.pollux.dialect.Dialect;
import io.pollux.dialect.ErrorReply;
import io.pollux.dialect.ReplyWriter;
import io.pollux.exchange.ClientCall;
import io.pollux.exchange.Ending;
import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.ClientGone;
import io.pollux.exchange.Trail;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What the client of one call gets, and how it ends: a whole answer, a stream, or an error; in its dialect, and once.
 * Where {@link Pump} knows bytes, this knows what they mean. Used in the call's mailbox only, but for {@link #silent}.
 */
final class Reply {
    private static final int OK = 200;
    private static final long SILENCE_MILLIS = 15_000;

    private final ClientCall clientCall;
    private final Dialect dialect;
    private final Pump pump;
    private final Trail trail;
    private final Clock clock;
    private final Consumer<Ending> onEnd;
    private Ending ending;
    private boolean over;
    private volatile boolean heartbeats;
    private volatile long lastWrite;

    /** @param onEnd hears once how the call ended, when the sink has had its last word */
    Reply(ClientCall clientCall, Dialect dialect, Pump pump, Trail trail, Clock clock, Consumer<Ending> onEnd) {
        this.clientCall = clientCall;
        this.dialect = dialect;
        this.pump = pump;
        this.trail = trail;
        this.clock = clock;
        this.onEnd = onEnd;
    }

    void watch(ClientSink.Watcher watcher) {
        pump.watch(watcher);
    }

    /** Whether the client has a status: what fails from now on cannot be hidden. */
    boolean begun() {
        return pump.begun();
    }

    /** Whether it is settled how the call ends, though bytes may still wait for the client. */
    boolean settled() {
        return ending != null;
    }

    boolean over() {
        return over;
    }

    boolean blocked() {
        return pump.blocked();
    }

    /** A piece of a stream. The first one that is not empty begins the reply. */
    void pass(ReplyWriter writer, byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        if (!pump.begun()) {
            begin(Map.of(
                    "content-type", writer.contentType(),
                    "cache-control", "no-cache",
                    "x-accel-buffering", "no"));
            heartbeats = true;
        }
        write(bytes);
    }

    /** The rest, in good order. */
    void complete(ReplyWriter writer, byte[] rest) {
        byte[] last = writer.end();
        if (!pump.begun()) {
            String length = String.valueOf(rest.length + last.length);
            begin(Map.of("content-type", writer.contentType(), "content-length", length));
        }
        write(rest);
        write(last);
        end(Ending.COMPLETE);
    }

    /** An error with a status, for a client that has heard nothing yet. */
    void refuse(Failure failure) {
        failed(failure);
        ErrorReply reply = dialect.failure(failure, clientCall);
        Map<String, String> headers = new HashMap<>(reply.headers());
        headers.put("content-length", String.valueOf(reply.body().length));
        pump.begin(reply.status(), headers);
        pump.write(reply.body());
        end(Ending.FAILED);
    }

    /** The dialect's words for a stream that will not be complete, or the bare end of the connection. */
    void cut(ReplyWriter writer, Failure failure) {
        failed(failure);
        List<byte[]> words = writer.failed(failure);
        if (words.isEmpty()) {
            abort(Ending.CUT);
        } else {
            words.forEach(pump::write);
            end(Ending.CUT);
        }
    }

    /** The bare end of the connection, whatever was still to be said. */
    void breakOff(Failure failure) {
        failed(failure);
        abort(pump.begun() ? Ending.CUT : Ending.FAILED);
    }

    /** The client left. */
    void abandon() {
        failed(new ClientGone());
        abort(Ending.ABANDONED);
    }

    /** The client takes more. */
    void flow() {
        pump.flow();
        report();
    }

    /**
     * Whether a stream has been still for so long that a sign of life is due, or nobody knows for how long since the clock was
     * put back. May be asked on any thread.
     */
    boolean silent(long now) {
        return heartbeats && Math.abs(now - lastWrite) >= SILENCE_MILLIS;
    }

    /** Keeps proxies from closing a silent stream, and finds out whether its client is still there. */
    void showLife(ReplyWriter writer) {
        if (pump.blocked()) {
            return;
        }
        byte[] sign = writer.heartbeat();
        heartbeats = sign.length > 0;
        write(sign);
    }

    private void begin(Map<String, String> headers) {
        trail.firstByte(clock.instant());
        pump.begin(OK, headers);
    }

    private void write(byte[] bytes) {
        pump.write(bytes);
        lastWrite = clock.millis();
    }

    private void end(Ending how) {
        settle(how);
        pump.end();
        report();
    }

    private void abort(Ending how) {
        settle(how);
        try {
            pump.abort();
        } finally {
            report();
        }
    }

    private void settle(Ending how) {
        ending = how;
        heartbeats = false;
    }

    private void report() {
        if (pump.closed() && !over) {
            over = true;
            onEnd.accept(ending);
        }
    }

    /** The first failure is the cause; what follows from it is not. */
    private void failed(Failure failure) {
        if (trail.failure().isEmpty()) {
            trail.failed(failure);
        }
    }
}
