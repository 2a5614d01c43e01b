package io.pollux.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection to the {@link Upstream}: requests come one after the other, each is answered. */
final class UpstreamLine implements Line.Peer {
    private static final Pattern PACED = Pattern.compile("paced-(\\d{1,6})x(\\d{1,6})");

    private final Line line;
    private final Upstream upstream;
    private final Head head = new Head();
    private byte[] body = new byte[1024];
    private int bodyLength;
    private int bodyLeft = -1;
    private Speech speech;
    private byte[] event;
    private byte[] lastEvent;
    private long due;
    private long period;
    private int eventsLeft;

    UpstreamLine(Line line, Upstream upstream) {
        this.line = line;
        this.upstream = upstream;
    }

    @Override
    public void opened() {
        // It is for the client to say something.
    }

    @Override
    public void received(byte[] bytes, int length) {
        int from = 0;
        if (bodyLeft < 0) {
            from = head.read(bytes, 0, length);
            if (from < 0) {
                return;
            }
            bodyLeft = Math.max(0, head.contentLength());
            bodyLength = 0;
        }
        keep(bytes, from, length);
        if (bodyLeft == 0) {
            answer();
            bodyLeft = -1;
            head.clear();
        }
    }

    @Override
    public void lost() {
        if (eventsLeft > 0) {
            upstream.left();
            eventsLeft = 0;
        }
    }

    long due() {
        return due;
    }

    /** Sends the event that is due. Returns whether there is another one to come. */
    boolean beat(long now) {
        if (eventsLeft == 0) {
            return false;
        }
        byte[] next = eventsLeft == 1 ? lastEvent : event;
        int digits = Speech.digitsOf(next);
        write(due, next, digits);
        write(now, next, digits + Speech.MARK_DIGITS + 1);
        due += period;
        line.send(next);
        if (eventsLeft > 0 && --eventsLeft == 0) {
            upstream.completed();
        }
        return eventsLeft > 0;
    }

    private void keep(byte[] bytes, int from, int to) {
        int length = Math.min(to - from, bodyLeft);
        if (bodyLength + length > body.length) {
            body = Arrays.copyOf(body, (bodyLength + length) * 2);
        }
        System.arraycopy(bytes, from, body, bodyLength, length);
        bodyLength += length;
        bodyLeft -= length;
    }

    private void answer() {
        if (head.contains("get /statistics")) {
            line.send(statistics());
            return;
        }
        boolean google = head.contains("x-goog-api-key:");
        speech = google ? Speech.GEMINI : Speech.OPENAI;
        boolean streamed = google ? head.contains(":streamgenerate") : contains("\"stream\":true");
        if (streamed) {
            stream(google ? head.toString() : new String(body, 0, bodyLength, StandardCharsets.ISO_8859_1));
        } else {
            line.send(speech.whole());
        }
    }

    private void stream(String request) {
        Matcher paced = PACED.matcher(request);
        if (!paced.find()) {
            throw new IllegalArgumentException("no pace in " + request);
        }
        due = System.nanoTime();
        eventsLeft = Integer.parseInt(paced.group(1));
        period = TimeUnit.MILLISECONDS.toNanos(Integer.parseInt(paced.group(2)));
        event = speech.event();
        lastEvent = speech.lastEvent();
        line.send(speech.streamHead());
        upstream.pulse(this);
    }

    private byte[] statistics() {
        String text = upstream.statistics();
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + text.length() + "\r\n\r\n"
                        + text)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private boolean contains(String text) {
        for (int at = 0; at + text.length() <= bodyLength; at++) {
            int same = 0;
            while (same < text.length() && body[at + same] == text.charAt(same)) {
                same++;
            }
            if (same == text.length()) {
                return true;
            }
        }
        return false;
    }

    private static void write(long number, byte[] bytes, int at) {
        long rest = number;
        for (int digit = at + Speech.MARK_DIGITS - 1; digit >= at; digit--) {
            bytes[digit] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
