package io.pollux.bench;

/** Takes HTTP/1.1 answers apart, one after the other, and is strict about their ends. */
final class AnswerReader {
    private final Head head = new Head();
    private final Body body;
    private Part part = Part.HEAD;
    private int left;
    private int status;

    private enum Part {
        HEAD,
        CONTENT,
        SIZE,
        CHUNK,
        CHUNK_END,
        LAST_LINE,
        DONE
    }

    AnswerReader(Body body) {
        this.body = body;
    }

    interface Body {
        void piece(byte[] bytes, int from, int to);
    }

    /** Of the latest answer whose head was complete. */
    int status() {
        return status;
    }

    /** Returns whether an answer has come to its proper end. */
    boolean read(byte[] bytes, int length) {
        int at = 0;
        while (at < length && part != Part.DONE) {
            at = switch (part) {
                case HEAD -> head(bytes, at, length);
                case SIZE -> size(bytes, at);
                case CHUNK_END, LAST_LINE -> lineEnd(bytes, at);
                default -> content(bytes, at, length);
            };
        }
        if (part != Part.DONE) {
            return false;
        }
        if (at < length) {
            throw new IllegalStateException("more bytes than the answer has");
        }
        part = Part.HEAD;
        return true;
    }

    private int head(byte[] bytes, int from, int to) {
        int at = head.read(bytes, from, to);
        if (at < 0) {
            return to;
        }
        status = head.status();
        boolean chunked = head.chunked();
        left = chunked ? 0 : Math.max(head.contentLength(), 0);
        part = chunked ? Part.SIZE : left > 0 ? Part.CONTENT : Part.DONE;
        head.clear();
        return at;
    }

    private int content(byte[] bytes, int from, int to) {
        int end = Math.min(to, from + left);
        body.piece(bytes, from, end);
        left -= end - from;
        if (left == 0) {
            part = part == Part.CHUNK ? Part.CHUNK_END : Part.DONE;
        }
        return end;
    }

    private int size(byte[] bytes, int at) {
        int digit = Character.digit(bytes[at], 16);
        if (digit >= 0) {
            left = left * 16 + digit;
        } else if (bytes[at] == '\n') {
            part = left == 0 ? Part.LAST_LINE : Part.CHUNK;
        } else if (bytes[at] != '\r') {
            throw new IllegalStateException("no size of a chunk");
        }
        return at + 1;
    }

    private int lineEnd(byte[] bytes, int at) {
        if (bytes[at] == '\n') {
            part = part == Part.LAST_LINE ? Part.DONE : Part.SIZE;
        } else if (bytes[at] != '\r') {
            throw new IllegalStateException("something between two chunks");
        }
        return at + 1;
    }
}
