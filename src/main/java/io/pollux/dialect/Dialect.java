package io.pollux.dialect;

import io.pollux.exchange.ClientCall;
import io.pollux.exchange.Failure;
import io.pollux.exchange.GeminiCall;

/** How one kind of client speaks. Stateless and shared by all calls; what a stream remembers is in its writer. */
public interface Dialect {
    /** The word for logs and statistics: {@code gemini}, {@code openai}, {@code anthropic}. */
    String name();

    /**
     * Understands a call.
     *
     * @throws io.pollux.exchange.FailureException with a {@link Failure.BadCall} when the call is malformed or cannot
     *     be expressed; no key has been touched by then
     */
    GeminiCall read(ClientCall call);

    /**
     * The writer for the answer to one call, streamed or whole. Created per attempt, used by one thread at a time, and
     * thrown away with the attempt when nothing has been sent yet.
     */
    ReplyWriter writer(ClientCall clientCall, GeminiCall geminiCall);

    /** An error answer for a client that has received nothing yet. */
    ErrorReply failure(Failure failure, ClientCall call);

    /**
     * The call to send once more after Google refused a thought signature in its history; the same call when there is
     * nothing to repair.
     */
    GeminiCall withoutSignatures(GeminiCall call);
}
