package io.pollux.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * An answer as bytes.
 *
 * @param chunked whether it is a stream; otherwise its length is announced
 * @param events one element for each event, framing included
 * @param tail what follows the last event
 * @param encoding of the content; empty for none
 */
record Frames(int status, String contentType, boolean chunked, List<byte[]> events, byte[] tail, String encoding) {
    static final String JSON = "application/json; charset=UTF-8";
    private static final byte[] NOTHING = {};

    private Frames(int status, String contentType, boolean chunked, List<byte[]> events, byte[] tail) {
        this(status, contentType, chunked, events, tail, "");
    }

    static Frames of(ReceivedCall call, Reply reply) {
        if (reply instanceof Reply.Raw raw) {
            return new Frames(raw.status(), raw.contentType(), false, List.of(raw.body()), NOTHING);
        }
        if (reply instanceof Reply.Failed failed) {
            return error(call, failed.error());
        }
        if (reply instanceof Reply.Steady steady) {
            return of(
                    call,
                    Turn.ofTexts(List.of(steady.events() + " events at once")).reply(call));
        }
        List<ObjectNode> events = ((Reply.Events) reply).events();
        if (!call.streamed()) {
            return whole(200, JSON, document(Merging.whole(events)));
        }
        return call.sse() ? sse(events) : array(events);
    }

    /** Google labels the error to an alt=sse call as an event stream, though it is plain JSON. */
    private static Frames error(ReceivedCall call, GoogleError error) {
        byte[] body = document(error.body());
        if (!call.streamed()) {
            return whole(error.code(), JSON, body);
        }
        if (call.sse()) {
            return whole(error.code(), "text/event-stream", body);
        }
        return whole(error.code(), JSON, joined(bytes("["), body, bytes("]\n")));
    }

    private static Frames whole(int status, String contentType, byte[] body) {
        return new Frames(status, contentType, false, List.of(body), NOTHING);
    }

    private static Frames sse(List<ObjectNode> events) {
        List<byte[]> frames = new ArrayList<>(events.size());
        events.forEach(event -> frames.add(sseEvent(Json.line(event))));
        return new Frames(200, "text/event-stream", true, frames, NOTHING);
    }

    static byte[] sseEvent(byte[] json) {
        return joined(bytes("data: "), json, bytes("\r\n\r\n"));
    }

    private static Frames array(List<ObjectNode> events) {
        List<byte[]> frames = new ArrayList<>(events.size());
        for (ObjectNode event : events) {
            frames.add(joined(bytes(frames.isEmpty() ? "[" : "\n,\r\n"), Json.pretty(event)));
        }
        return new Frames(200, JSON, true, frames, bytes(frames.isEmpty() ? "[]\n" : "\n]\n"));
    }

    /** The bytes by which a broken stream says so within its 200. */
    byte[] inStreamError(Fault fault) {
        byte[] line = Json.line(fault.error().body());
        byte[] pretty = Json.pretty(fault.error().body());
        if (contentType.equals(JSON)) {
            return joined(bytes(fault.events() == 0 ? "[" : "\n,\r\n"), pretty, bytes("\n]\n"));
        }
        return switch (fault.kind()) {
            case BARE_ERROR -> joined(line, bytes("\r\n\r\n"));
            case BARE_PRETTY_ERROR -> document(fault.error().body());
            default -> sseEvent(line);
        };
    }

    /** The same in gzip, flushed behind each event so that none waits for the next. */
    Frames gzipped() {
        List<byte[]> packed = new ArrayList<>(events.size());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out, true)) {
            for (byte[] event : events) {
                gzip.write(event);
                gzip.flush();
                packed.add(out.toByteArray());
                out.reset();
            }
            gzip.write(tail);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Frames(status, contentType, chunked, packed, out.toByteArray(), "gzip");
    }

    private static byte[] document(ObjectNode node) {
        return joined(Json.pretty(node), bytes("\n"));
    }

    int length() {
        return events.stream().mapToInt(event -> event.length).sum() + tail.length;
    }

    private static byte[] joined(byte[]... pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
