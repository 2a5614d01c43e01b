package io.pollux.dialect.gemini;

import io.pollux.dialect.ReplyWriter;
import io.pollux.exchange.Failure;
import io.pollux.exchange.Usage;
import java.util.List;

/**
 * Passes the events of a stream on as Google sent them.
 *
 * <p>Google's own clients take nothing but events: a comment, an event name or a {@code [DONE]} breaks one or the other
 * of them. So there is no heartbeat here.
 */
final class StreamWriter implements ReplyWriter {
    private static final byte[] NOTHING = {};

    private final Framing framing;
    private final boolean partial;
    private final Tally tally = new Tally();
    private int events;

    /** @param partial whether the client asked for a part of the answer only, in which an ending need not show */
    private StreamWriter(Framing framing, boolean partial) {
        this.framing = framing;
        this.partial = partial;
    }

    static StreamWriter whole(Framing framing) {
        return new StreamWriter(framing, false);
    }

    static StreamWriter partial(Framing framing) {
        return new StreamWriter(framing, true);
    }

    @Override
    public String contentType() {
        return framing.contentType();
    }

    @Override
    public byte[] event(byte[] json) {
        AnswerScan.scan(json, tally);
        return framing.event(json, events++);
    }

    @Override
    public boolean finished() {
        return tally.finished() || (partial && events > 0);
    }

    @Override
    public boolean empty() {
        return tally.empty() && !(partial && events > 0);
    }

    @Override
    public Usage usage() {
        return tally.usage();
    }

    @Override
    public byte[] end() {
        return framing.end(events);
    }

    @Override
    public List<byte[]> failed(Failure failure) {
        return framing.failed(GeminiError.of(failure).inStream(), events);
    }

    @Override
    public byte[] heartbeat() {
        return NOTHING;
    }
}
