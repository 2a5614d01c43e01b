package io.pollux.upstream;

import io.pollux.exchange.Failure;
import io.pollux.exchange.FailureException;
import io.pollux.exchange.Report;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Takes a streamed answer apart into its JSON objects, however the network cut it. Google sends {@code data:} events of
 * one line; an error may also come as a bare object, pretty-printed, and an answer as a JSON array. What else the
 * server-sent-event format allows is understood or ignored. An object never contains a line break.
 */
final class EventReader {
    private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};
    private static final byte[] EMPTY = {};
    private static final int KEPT_LINE = 64 * 1024;

    private final int limit;
    private final Consumer<byte[]> events;
    private final JsonPieces pieces;
    private byte[] line = EMPTY;
    private int lineLength;
    private byte[] data = EMPTY;
    private boolean joining;
    private boolean afterReturn;
    private boolean first = true;
    private boolean seen;
    private boolean strange;
    private boolean broken;

    /**
     * @param limit the size in bytes that one object may have
     * @param events hears each object as soon as it is complete
     */
    EventReader(int limit, Consumer<byte[]> events) {
        this.limit = limit;
        this.events = event -> {
            seen = true;
            events.accept(event);
        };
        this.pieces = new JsonPieces(limit, this.events);
    }

    /** @throws FailureException when an object or a line is larger than the limit */
    void read(byte[] chunk) {
        int from = 0;
        for (int at = 0; at < chunk.length; at++) {
            byte b = chunk[at];
            if (b != '\n' && b != '\r') {
                continue;
            }
            boolean secondOfPair = b == '\n' && afterReturn && at == from && lineLength == 0;
            if (!secondOfPair) {
                endLine(chunk, from, at);
            }
            afterReturn = b == '\r';
            from = at + 1;
        }
        if (from < chunk.length) {
            afterReturn = false;
            keep(chunk, from, chunk.length);
        }
    }

    /**
     * The connection has ended properly: hands out what no blank line had closed yet.
     *
     * @return whether the text ended where an object ends and was an event stream at all
     */
    boolean end() {
        if (lineLength > 0) {
            endLine(EMPTY, 0, 0);
        }
        join(EMPTY, 0, 0);
        return !pieces.open() && !broken && (seen || !strange);
    }

    static void checkSize(long size, int limit) {
        if (size > limit) {
            throw new FailureException(new Failure.GoogleFailed(
                    Report.of(502, "INTERNAL", "Google sent an object of more than " + limit + " bytes")));
        }
    }

    private void endLine(byte[] chunk, int from, int to) {
        if (lineLength == 0) {
            line(chunk, from, to);
            return;
        }
        keep(chunk, from, to);
        byte[] whole = line;
        int length = lineLength;
        lineLength = 0;
        if (whole.length > KEPT_LINE) {
            line = EMPTY;
        }
        line(whole, 0, length);
    }

    private void line(byte[] text, int start, int to) {
        int from = first ? afterByteOrderMark(text, start, to) : start;
        first = false;
        if (startsWith(text, from, to, DATA)) {
            int value = from + DATA.length;
            data(text, value < to && text[value] == ' ' ? value + 1 : value, to);
        } else if (from == to && !bare()) {
            endEvent();
        } else if (bare() || opensJson(text, from, to)) {
            pieces.read(text, from, to);
        } else {
            strange |= !isField(text, from, to);
        }
    }

    /** Inside an object that came without {@code data:}. */
    private boolean bare() {
        return !joining && pieces.open();
    }

    private void data(byte[] text, int from, int to) {
        if (bare()) {
            pieces.drain();
            broken = true;
        }
        if (from == to) {
            return;
        }
        if (data.length == 0 && !joining) {
            data = Arrays.copyOfRange(text, from, to);
        } else {
            join(text, from, to);
        }
    }

    /** A second line of data: either one object over several lines, or events that no blank line separates. */
    private void join(byte[] text, int from, int to) {
        joining = true;
        byte[] before = data;
        data = EMPTY;
        pieces.read(before, 0, before.length);
        pieces.read(text, from, to);
    }

    private void endEvent() {
        byte[] event = data;
        data = EMPTY;
        if (pieces.open()) {
            events.accept(pieces.drain());
        } else if (event.length > 0 && event[0] == '{') {
            events.accept(event);
        } else {
            pieces.read(event, 0, event.length);
        }
        joining = false;
    }

    private void keep(byte[] chunk, int from, int to) {
        int size = lineLength + to - from;
        checkSize(size, limit);
        if (size > line.length) {
            line = Arrays.copyOf(line, Math.max(size, Math.min(limit, line.length * 2)));
        }
        System.arraycopy(chunk, from, line, lineLength, to - from);
        lineLength = size;
    }

    private static int afterByteOrderMark(byte[] text, int from, int to) {
        boolean marked = to - from >= 3
                && text[from] == (byte) 0xEF
                && text[from + 1] == (byte) 0xBB
                && text[from + 2] == (byte) 0xBF;
        return marked ? from + 3 : from;
    }

    private static boolean startsWith(byte[] text, int from, int to, byte[] prefix) {
        return to - from >= prefix.length && Arrays.equals(text, from, from + prefix.length, prefix, 0, prefix.length);
    }

    private static boolean opensJson(byte[] text, int from, int to) {
        int at = from;
        while (at < to && (text[at] == ' ' || text[at] == '\t')) {
            at++;
        }
        return at < to && (text[at] == '{' || text[at] == '[' || text[at] == ',' || text[at] == ']');
    }

    /** A comment, a field of the format that means nothing here, or blanks. */
    private static boolean isField(byte[] text, int from, int to) {
        String start = new String(text, from, Math.min(to - from, 6), StandardCharsets.ISO_8859_1);
        return start.isBlank()
                || start.startsWith(":")
                || start.startsWith("event")
                || start.startsWith("id")
                || start.startsWith("retry")
                || start.startsWith("data");
    }
}
