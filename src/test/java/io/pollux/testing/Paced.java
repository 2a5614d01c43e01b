package io.pollux.testing;

import io.netty.channel.Channel;
import io.pollux.testing.ReceivedCall.End;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stream with a steady pulse, for measuring. Event i is due at arrival plus i periods, however late the one before it
 * was. Its text is {@code " @<due>/<written>"} and filling up to 48 characters: the moment for which it was scheduled
 * and the one in which it was handed to the socket, both {@link System#nanoTime()}. On Linux that is CLOCK_MONOTONIC,
 * one clock for all processes of a machine, so that another process may subtract. A model id that ends in
 * {@code paced-<events>x<milliseconds>} asks for it.
 */
final class Paced {
    private static final Pattern MODEL = Pattern.compile("(?:.*-)?paced-(\\d{1,6})x(\\d{1,6})");
    private static final int TEXT = 48;
    private static final String BEFORE = "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"";
    private static final String AFTER = "\"}],\"role\":\"model\"},\"index\":0}],"
            + "\"usageMetadata\":{\"promptTokenCount\":8,\"totalTokenCount\":8},";
    private static final String AFTER_LAST = "\"}],\"role\":\"model\"},\"finishReason\":\"STOP\",\"index\":0}],"
            + "\"usageMetadata\":{\"promptTokenCount\":8,\"candidatesTokenCount\":%d,\"totalTokenCount\":%d},";

    private final HttpServerResponse response;
    private final Channel channel;
    private final ReceivedCall call;
    private final int events;
    private final long period;
    private final String end;
    private int next;

    Paced(HttpServerRequest request, ReceivedCall call, Reply.Steady steady) {
        this.response = request.response();
        this.channel = ((ConnectionBase) request.connection()).channel();
        this.call = call;
        this.events = Math.max(1, steady.events());
        this.period = steady.period().toNanos();
        this.end = "\"modelVersion\":\"" + call.model() + "\",\"responseId\":\"paced\"}\r\n\r\n";
    }

    static Optional<Reply> of(String model) {
        Matcher found = MODEL.matcher(model);
        return found.matches()
                ? Optional.of(new Reply.Steady(
                        Integer.parseInt(found.group(1)), Duration.ofMillis(Integer.parseInt(found.group(2)))))
                : Optional.empty();
    }

    void start() {
        response.closeHandler(gone -> call.ended(End.CLIENT_LEFT));
        response.exceptionHandler(broken -> call.ended(End.CLIENT_LEFT));
        GoogleHeaders.put(response, "text/event-stream");
        response.setChunked(true);
        beat();
    }

    private void beat() {
        while (!response.closed()) {
            long due = call.nanos() + next * period;
            long now = System.nanoTime();
            if (due > now) {
                channel.eventLoop().schedule(this::beat, due - now, TimeUnit.NANOSECONDS);
                return;
            }
            next++;
            call.sentEvent();
            if (next == events) {
                call.ended(End.ANSWERED);
                response.end(event(due, now, String.format(AFTER_LAST, events, 8 + events)))
                        .onFailure(broken -> {});
                return;
            }
            response.write(event(due, now, AFTER)).onFailure(broken -> {});
        }
    }

    private Buffer event(long due, long now, String after) {
        StringBuilder line = new StringBuilder(BEFORE.length() + TEXT + after.length() + end.length());
        line.append(BEFORE).append(" @").append(due).append('/').append(now);
        while (line.length() < BEFORE.length() + TEXT) {
            line.append('.');
        }
        return Buffer.buffer(line.append(after).append(end).toString().getBytes(StandardCharsets.ISO_8859_1));
    }
}
