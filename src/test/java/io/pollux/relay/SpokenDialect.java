package io.pollux.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pollux.dialect.Dialect;
import io.pollux.dialect.ErrorReply;
import io.pollux.dialect.ReplyWriter;
import io.pollux.exchange.ClientCall;
import io.pollux.exchange.Failure;
import io.pollux.exchange.FailureException;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Usage;
import java.util.List;
import java.util.Map;

/**
 * The two ways in which dialects speak, reduced to what the relay can see of them. Events are plain words; a word that
 * ends in a full stop is a finish reason, a word that begins with {@code <} is no JSON, in one that begins with an
 * underscore there is nothing. Every event counts one token.
 */
enum SpokenDialect implements Dialect {
    /** Ends by closing the connection, has two words for a failure and none for a sign of life. */
    NATIVE {
        @Override
        String frame(String event) {
            return "data: " + event + "\r\n\r\n";
        }

        @Override
        String end() {
            return "";
        }

        @Override
        List<String> cut(Failure failure) {
            return List.of("data: error " + failure.report().status() + "\r\n\r\n", "error\r\n\r\n");
        }

        @Override
        String heartbeat() {
            return "";
        }
    },
    /** Ends with a mark, has one word for a failure and a comment as a sign of life. */
    OPENAI {
        @Override
        String frame(String event) {
            return "data: " + event + "\n\n";
        }

        @Override
        String end() {
            return "data: [DONE]\n\n";
        }

        @Override
        List<String> cut(Failure failure) {
            return List.of("data: error " + failure.report().status() + "\n\n");
        }

        @Override
        String heartbeat() {
            return ": still here\n\n";
        }
    },
    /** Has no words for a failure in a stream. */
    MUTE {
        @Override
        String frame(String event) {
            return event;
        }

        @Override
        String end() {
            return "";
        }

        @Override
        List<String> cut(Failure failure) {
            return List.of();
        }

        @Override
        String heartbeat() {
            return "";
        }
    };

    static final String MALFORMED = "malformed";
    static final String SIGNED = "signed";
    static final String UNSIGNED = "unsigned";

    abstract String frame(String event);

    abstract String end();

    abstract List<String> cut(Failure failure);

    abstract String heartbeat();

    @Override
    public GeminiCall read(ClientCall call) {
        if (new String(call.body(), UTF_8).equals(MALFORMED)) {
            throw FailureException.badCall("Malformed");
        }
        return new GeminiCall(call.operation(), call.kind(), "", "gemini-2.5-flash", "", Map.of(), call.body(), 0);
    }

    @Override
    public ReplyWriter writer(ClientCall clientCall, GeminiCall geminiCall) {
        return new Writer(this, geminiCall.operation().streams());
    }

    @Override
    public ErrorReply failure(Failure failure, ClientCall call) {
        String body =
                "error " + failure.report().status() + " " + failure.report().message();
        return new ErrorReply(
                failure.report().status(), Map.of("content-type", "application/json"), body.getBytes(UTF_8));
    }

    @Override
    public GeminiCall withoutSignatures(GeminiCall call) {
        if (!new String(call.body(), UTF_8).equals(SIGNED)) {
            return call;
        }
        return new GeminiCall(
                call.operation(),
                call.kind(),
                call.version(),
                call.model(),
                call.query(),
                call.headers(),
                UNSIGNED.getBytes(UTF_8),
                0);
    }

    private static final class Writer implements ReplyWriter {
        private final SpokenDialect dialect;
        private final boolean streams;
        private boolean finished;
        private int events;
        private boolean content;

        private Writer(SpokenDialect dialect, boolean streams) {
            this.dialect = dialect;
            this.streams = streams;
        }

        @Override
        public String contentType() {
            return streams ? "text/event-stream" : "application/json";
        }

        @Override
        public byte[] event(byte[] json) {
            String event = new String(json, UTF_8);
            if (event.startsWith("<")) {
                throw new FailureException(Failures.INTERNAL);
            }
            if (event.equals("bug")) {
                throw new IllegalStateException("A bug in the dialect");
            }
            events++;
            content |= !event.startsWith("_");
            finished |= event.endsWith(".");
            return (streams ? dialect.frame(event) : event).getBytes(UTF_8);
        }

        @Override
        public boolean finished() {
            return finished;
        }

        @Override
        public boolean empty() {
            return !content;
        }

        @Override
        public Usage usage() {
            return events == 0 ? Usage.NONE : new Usage(1, 0, events, 0, 0, events + 1);
        }

        @Override
        public byte[] end() {
            return (streams ? dialect.end() : "").getBytes(UTF_8);
        }

        @Override
        public List<byte[]> failed(Failure failure) {
            return dialect.cut(failure).stream()
                    .map(word -> word.getBytes(UTF_8))
                    .toList();
        }

        @Override
        public byte[] heartbeat() {
            return dialect.heartbeat().getBytes(UTF_8);
        }
    }
}
