package io.pollux.dialect;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Usage;
import java.util.List;

/**
 * Turns what Google sends into what the client reads, one Gemini JSON object at a time. A whole answer is the stream of
 * one object: {@link #event} once, then {@link #end}.
 *
 * <p>Methods return the bytes to send now; an empty array means nothing. One per attempt, not thread-safe.
 */
public interface ReplyWriter {
    /** The answer's content type, charset included. */
    String contentType();

    /**
     * One object from Google: an event of a stream, or the whole body.
     *
     * @throws io.pollux.exchange.FailureException when it is not JSON, or says that the model broke off in a way that this
     *     dialect can only tell as an error: the attempt failed
     */
    byte[] event(byte[] json);

    /** Whether a {@code finishReason} or a block has been seen: without one, the end of the stream is a cut. */
    boolean finished();

    /** Whether the answer so far has nothing in it that a client could use: no part, no block reason. */
    boolean empty();

    /** The latest running total. */
    Usage usage();

    /** What closes a stream that is complete. */
    byte[] end();

    /**
     * What tells a client in the middle of a stream that the rest will not come. Each array is sent as a write of its
     * own (some clients recognise an error only when it arrives alone), then the stream ends without {@link #end}. An
     * empty list when the dialect has no words for it: the connection is broken off instead.
     */
    List<byte[]> failed(Failure failure);

    /** Bytes that keep the connection alive and mean nothing, where the dialect has such; else empty. */
    byte[] heartbeat();
}
