package io.pollux.testing;

import io.pollux.testing.Fault.Kind;
import java.time.Duration;
import java.util.function.Function;

/**
 * What the fake says to a call, when, and whether it comes through. Immutable; each method gives a new one. Made by
 * {@link Answers}.
 *
 * <p>Faults count events of a stream. In an answer that is no stream, a break after n events breaks it off in the middle
 * of its body, and an in-stream error becomes the answer.
 */
public final class Answer {
    private final Function<ReceivedCall, Reply> content;
    private final Delivery delivery;

    private Answer(Function<ReceivedCall, Reply> content, Delivery delivery) {
        this.content = content;
        this.delivery = delivery;
    }

    static Answer of(Function<ReceivedCall, Reply> content) {
        return new Answer(content, Delivery.AT_ONCE);
    }

    /** Silence before status and headers. */
    public Answer beforeHead(Duration delay) {
        return with(delivery.withBeforeHead(delay));
    }

    /** Status and headers go out, then silence before the first event or the body. */
    public Answer beforeFirstEvent(Duration delay) {
        return with(delivery.withBeforeFirstEvent(delay));
    }

    public Answer betweenEvents(Duration delay) {
        return with(delivery.withBetweenEvents(delay));
    }

    /** The connection is closed after n events: FIN, but no terminating chunk. 0: after the head. */
    public Answer closeAfterEvents(int events) {
        return with(delivery.with(Fault.afterEvents(Kind.CLOSE, events)));
    }

    public Answer closeAfterBytes(long bytes) {
        return with(delivery.with(Fault.afterBytes(Kind.CLOSE, bytes)));
    }

    /** The connection is reset (RST) after n events, a moment after the last of them. */
    public Answer resetAfterEvents(int events) {
        return with(delivery.with(Fault.afterEvents(Kind.RESET, events)));
    }

    public Answer resetAfterBytes(long bytes) {
        return with(delivery.with(Fault.afterBytes(Kind.RESET, bytes)));
    }

    /** After n events silence for ever, the connection open. */
    public Answer stallAfterEvents(int events) {
        return with(delivery.with(Fault.afterEvents(Kind.STALL, events)));
    }

    public Answer stallAfterBytes(long bytes) {
        return with(delivery.with(Fault.afterBytes(Kind.STALL, bytes)));
    }

    /** A proper end of the HTTP message after n events, though no event has said finishReason. */
    public Answer endAfterEvents(int events) {
        return with(delivery.with(Fault.afterEvents(Kind.END, events)));
    }

    /** {@code data: {"error":..}} in place of the next event, then a proper end. */
    public Answer errorAfterEvents(int events, GoogleError error) {
        return with(delivery.with(Fault.error(Kind.DATA_ERROR, events, error)));
    }

    /** A line {@code {"error":..}} without {@code data:}, then a proper end. */
    public Answer bareErrorAfterEvents(int events, GoogleError error) {
        return with(delivery.with(Fault.error(Kind.BARE_ERROR, events, error)));
    }

    /** The same, printed over several lines. */
    public Answer barePrettyErrorAfterEvents(int events, GoogleError error) {
        return with(delivery.with(Fault.error(Kind.BARE_PRETTY_ERROR, events, error)));
    }

    /** No head at all: the connection is closed. */
    public Answer closeBeforeHead() {
        return with(delivery.with(Fault.beforeHead(Kind.CLOSE)));
    }

    /** No head at all: the connection is reset. */
    public Answer resetBeforeHead() {
        return with(delivery.with(Fault.beforeHead(Kind.RESET)));
    }

    /** No head at all, ever. */
    public Answer stallBeforeHead() {
        return with(delivery.with(Fault.beforeHead(Kind.STALL)));
    }

    /**
     * Compressed, event by event, if the request says that it takes gzip: Google does so. Bytes are
     * then counted in that form. An in-stream error prevents it.
     */
    public Answer gzipped() {
        return with(delivery.withGzip());
    }

    Reply reply(ReceivedCall call) {
        if (!call.streamed() && delivery.fault().filter(Fault::isError).isPresent()) {
            return new Reply.Failed(delivery.fault().orElseThrow().error());
        }
        return content.apply(call);
    }

    Delivery delivery() {
        return delivery;
    }

    private Answer with(Delivery other) {
        return new Answer(content, other);
    }
}
