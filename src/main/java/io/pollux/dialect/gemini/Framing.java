package io.pollux.dialect.gemini;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** How the objects of a stream are told apart. */
enum Framing {
    /** {@code alt=sse}: always a space behind {@code data:}, one line per object, CRLF, an empty line behind the last. */
    EVENTS("text/event-stream") {
        @Override
        byte[] event(byte[] json, int before) {
            return join(DATA, oneLine(json), BLANK_LINE);
        }

        @Override
        byte[] end(int events) {
            return NOTHING;
        }

        /** Twice, as no single form reaches every client: some take errors only as events, some only bare. */
        @Override
        List<byte[]> failed(byte[] error, int before) {
            return List.of(join(DATA, error, BLANK_LINE), join(error, BLANK_LINE));
        }
    },
    /** Without {@code alt}: one JSON array, written element by element. */
    ARRAY("application/json; charset=UTF-8") {
        @Override
        byte[] event(byte[] json, int before) {
            return join(before == 0 ? OPEN : NEXT, json);
        }

        @Override
        byte[] end(int events) {
            return events == 0 ? join(OPEN, CLOSE) : CLOSE.clone();
        }

        @Override
        List<byte[]> failed(byte[] error, int before) {
            return List.of(join(before == 0 ? OPEN : NEXT, error, CLOSE));
        }
    };

    private static final byte[] NOTHING = {};
    private static final byte[] DATA = ascii("data: ");
    private static final byte[] BLANK_LINE = ascii("\r\n\r\n");
    private static final byte[] OPEN = ascii("[");
    private static final byte[] NEXT = ascii(",\r\n");
    private static final byte[] CLOSE = ascii("]");

    private final String contentType;

    Framing(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    abstract byte[] event(byte[] json, int before);

    abstract byte[] end(int events);

    /** Each array a write of its own. */
    abstract List<byte[]> failed(byte[] error, int before);

    /** A line end in JSON can only stand between tokens, where a space means the same. */
    private static byte[] oneLine(byte[] json) {
        byte[] line = json;
        for (int i = 0; i < json.length; i++) {
            if (json[i] == '\r' || json[i] == '\n') {
                line = line == json ? json.clone() : line;
                line[i] = ' ';
            }
        }
        return line;
    }

    private static byte[] join(byte[]... pieces) {
        int length = 0;
        for (byte[] piece : pieces) {
            length += piece.length;
        }
        byte[] joined = new byte[length];
        int done = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, joined, done, piece.length);
            done += piece.length;
        }
        return joined;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
