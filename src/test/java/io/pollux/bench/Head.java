package io.pollux.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The lines above an HTTP/1.1 body, collected as they arrive. */
final class Head {
    private byte[] bytes = new byte[1024];
    private int length;
    private int matched;

    /** Takes bytes up to the empty line. Returns where the body begins, or -1 while the head is not complete. */
    int read(byte[] from, int start, int end) {
        for (int at = start; at < end; at++) {
            byte b = from[at];
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, length * 2);
            }
            bytes[length++] = b;
            boolean expected = b == (matched % 2 == 0 ? '\r' : '\n');
            matched = expected ? matched + 1 : b == '\r' ? 1 : 0;
            if (matched == 4) {
                return at + 1;
            }
        }
        return -1;
    }

    void clear() {
        length = 0;
        matched = 0;
    }

    /** Of an answer. */
    int status() {
        return (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + bytes[11] - '0';
    }

    /** What {@code Content-Length} says, or -1. */
    int contentLength() {
        int at = behind("\ncontent-length:");
        if (at < 0) {
            return -1;
        }
        int value = 0;
        for (; bytes[at] != '\r'; at++) {
            value = bytes[at] == ' ' ? value : value * 10 + bytes[at] - '0';
        }
        return value;
    }

    boolean chunked() {
        return behind("\ntransfer-encoding: chunked") >= 0;
    }

    boolean contains(String text) {
        return behind(text) >= 0;
    }

    /** In small letters, whatever the sender used. */
    private int behind(String name) {
        for (int at = 0; at + name.length() <= length; at++) {
            int same = 0;
            while (same < name.length() && lower(bytes[at + same]) == name.charAt(same)) {
                same++;
            }
            if (same == name.length()) {
                return at + same;
            }
        }
        return -1;
    }

    private static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
}
