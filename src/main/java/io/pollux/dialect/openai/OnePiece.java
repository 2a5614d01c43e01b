package io.pollux.dialect.openai;

import io.pollux.dialect.ReplyWriter;
import io.pollux.exchange.Failure;
import io.pollux.exchange.FailureException;
import io.pollux.exchange.Report;
import io.pollux.exchange.Usage;
import java.io.IOException;
import java.util.List;

/** An answer that Google gives as one object and the client gets as one. */
abstract class OnePiece implements ReplyWriter {
    static final String CONTENT_TYPE = "application/json; charset=utf-8";

    private static final byte[] NOTHING = {};

    private boolean seen;

    /** @throws IOException when Google's answer cannot be read: the attempt failed */
    abstract byte[] translated(byte[] json) throws IOException;

    @Override
    public final byte[] event(byte[] json) {
        try {
            byte[] reply = translated(json);
            seen = true;
            return reply;
        } catch (IOException e) {
            throw new FailureException(
                    new Failure.GoogleFailed(Report.of(502, "INTERNAL", "Google's answer could not be read.")));
        }
    }

    @Override
    public final String contentType() {
        return CONTENT_TYPE;
    }

    @Override
    public final boolean finished() {
        return seen;
    }

    @Override
    public boolean empty() {
        return !seen;
    }

    @Override
    public Usage usage() {
        return Usage.NONE;
    }

    @Override
    public final byte[] end() {
        return NOTHING;
    }

    /** Nothing: an error in a body with status 200 would pass for an answer. */
    @Override
    public final List<byte[]> failed(Failure failure) {
        return List.of();
    }

    /** White space in front of JSON means nothing. */
    @Override
    public final byte[] heartbeat() {
        return seen ? NOTHING : new byte[] {' '};
    }
}
