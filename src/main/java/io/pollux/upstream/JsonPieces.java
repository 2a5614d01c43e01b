package io.pollux.upstream;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * Finds whole JSON objects in text that arrives in pieces: pretty-printed over lines, one after the other, or as
 * elements of an array. Looks at braces and strings only; whether the rest is JSON is the reader's business.
 */
final class JsonPieces {
    private final int limit;
    private final Consumer<byte[]> objects;
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private int depth;
    private boolean inString;
    private boolean escaped;

    JsonPieces(int limit, Consumer<byte[]> objects) {
        this.limit = limit;
        this.objects = objects;
    }

    /** Takes the next piece; what stands between objects, such as brackets and commas, is dropped. */
    void read(byte[] text, int from, int to) {
        int start = from;
        for (int at = from; at < to; at++) {
            byte b = text[at];
            if (inString) {
                inString = escaped || b != '"';
                escaped = !escaped && b == '\\';
            } else if (b == '{') {
                if (depth++ == 0) {
                    start = at;
                }
            } else if (depth > 0 && b == '"') {
                inString = true;
            } else if (depth > 0 && b == '}' && --depth == 0) {
                keep(text, start, at + 1);
                objects.accept(drain());
            }
        }
        if (depth > 0) {
            keep(text, start, to);
        }
    }

    /** Whether an object has begun and not ended. */
    boolean open() {
        return depth > 0;
    }

    /** What has been read of an unfinished object; from here on it is forgotten. */
    byte[] drain() {
        byte[] read = open.toByteArray();
        open.reset();
        depth = 0;
        inString = false;
        escaped = false;
        return read;
    }

    private void keep(byte[] text, int from, int to) {
        EventReader.checkSize((long) open.size() + to - from, limit);
        open.write(text, from, to - from);
    }
}
