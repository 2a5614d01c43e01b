package io.pollux.testing;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.pollux.testing.Fault.Kind;
import io.pollux.testing.ReceivedCall.End;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Brings one answer onto the wire, on the event loop of its connection. */
final class Playback {
    /** So long the client has to read what came before a reset: a reset drops what is still on its way. */
    private static final Duration BEFORE_RESET = Duration.ofMillis(40);

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final ReceivedCall call;
    private final Frames frames;
    private final Delivery delivery;
    private final Optional<Fault> fault;
    private long sent;

    Playback(Vertx vertx, HttpServerRequest request, ReceivedCall call, Frames frames, Delivery delivery) {
        this.vertx = vertx;
        this.request = request;
        this.response = request.response();
        this.call = call;
        this.frames = packs(call, delivery) ? frames.gzipped() : frames;
        this.delivery = delivery;
        this.fault = delivery.fault().map(this::fitting);
    }

    void start() {
        response.closeHandler(gone -> call.ended(End.CLIENT_LEFT));
        response.exceptionHandler(broken -> call.ended(End.CLIENT_LEFT));
        if (fault.filter(Fault::beforeHead).isPresent()) {
            after(delivery.beforeHead(), () -> strike(fault.orElseThrow()));
            return;
        }
        after(delivery.beforeHead(), this::head);
    }

    private void head() {
        response.setStatusCode(frames.status());
        GoogleHeaders.put(response, frames.contentType());
        if (!frames.encoding().isEmpty()) {
            response.putHeader("Content-Encoding", frames.encoding());
        }
        if (frames.chunked()) {
            response.setChunked(true);
        } else {
            response.putHeader("Content-Length", Integer.toString(frames.length()));
        }
        if (!delivery.beforeFirstEvent().isZero() || fault.filter(this::atStart).isPresent()) {
            write(Buffer.buffer());
        }
        after(delivery.beforeFirstEvent(), () -> event(0));
    }

    private void event(int first) {
        for (int i = first; !response.closed(); i++) {
            int index = i;
            if (fault.filter(f -> f.events() == index).isPresent()) {
                strike(fault.orElseThrow());
                return;
            }
            if (i == frames.events().size()) {
                end();
                return;
            }
            if (!whole(frames.events().get(i))) {
                strike(fault.orElseThrow());
                return;
            }
            call.sentEvent();
            boolean last = i + 1 == frames.events().size();
            if (!last && !delivery.betweenEvents().isZero()) {
                after(delivery.betweenEvents(), () -> event(index + 1));
                return;
            }
            if (!last && response.writeQueueFull()) {
                response.drainHandler(drained -> event(index + 1));
                return;
            }
        }
    }

    /** Writes it, or so much of it as the script lets through. */
    private boolean whole(byte[] bytes) {
        long limit = fault.filter(f -> f.bytes() >= 0).map(Fault::bytes).orElse(Long.MAX_VALUE);
        boolean all = sent + bytes.length <= limit && sent < limit;
        int length = all ? bytes.length : (int) (limit - sent);
        write(Buffer.buffer(length == bytes.length ? bytes : Arrays.copyOf(bytes, length)));
        sent += length;
        return all;
    }

    private void end() {
        call.ended(End.ANSWERED);
        response.end(Buffer.buffer(frames.tail())).onFailure(broken -> {});
    }

    private void strike(Fault struck) {
        switch (struck.kind()) {
            case CLOSE -> {
                call.ended(End.BROKEN_BY_SCRIPT);
                request.connection().close().onFailure(broken -> {});
            }
            case RESET -> after(sent == 0 ? Duration.ZERO : BEFORE_RESET, this::reset);
            case STALL -> {
                // Nothing more; the call ends when the client leaves.
            }
            case END -> {
                call.ended(End.BROKEN_BY_SCRIPT);
                response.end().onFailure(broken -> {});
            }
            default -> {
                call.ended(End.BROKEN_BY_SCRIPT);
                response.end(Buffer.buffer(frames.inStreamError(struck))).onFailure(broken -> {});
            }
        }
    }

    private void reset() {
        call.ended(End.BROKEN_BY_SCRIPT);
        Channel channel = ((ConnectionBase) request.connection()).channel();
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close();
    }

    private void write(Buffer bytes) {
        response.write(bytes).onFailure(broken -> {});
    }

    /** In an answer that is no stream, after n events means in the middle. */
    private Fault fitting(Fault scripted) {
        if (frames.chunked() || scripted.events() < 0) {
            return scripted;
        }
        Kind kind = scripted.kind() == Kind.END ? Kind.CLOSE : scripted.kind();
        return new Fault(kind, -1, scripted.events() == 0 ? 0 : frames.length() / 2, scripted.error());
    }

    private static boolean packs(ReceivedCall call, Delivery delivery) {
        boolean readable = delivery.fault().filter(Fault::isError).isEmpty();
        return delivery.gzip()
                && readable
                && call.header("accept-encoding").orElse("").contains("gzip");
    }

    private boolean atStart(Fault scripted) {
        return scripted.events() == 0 || scripted.bytes() == 0;
    }

    private void after(Duration delay, Runnable step) {
        if (delay.isZero()) {
            step.run();
            return;
        }
        vertx.setTimer(Math.max(1, delay.toMillis()), id -> {
            if (!response.closed()) {
                step.run();
            }
        });
    }
}
