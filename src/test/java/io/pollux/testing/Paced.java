package io.pollux.testing;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
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
 *
 * <p>Made to cost little beside what is measured: neither is the request looked at, but for its credential, nor is a slow
 * reader waited for. Asked without a stream, such a model gives one answer that is always the same.
 */
final class Paced {
    private static final Pattern MODEL = Pattern.compile("(?:.*-)?paced-(\\d{1,6})x(\\d{1,6})");
    private static final int TEXT = 48;
    private static final String BEFORE = "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"";
    private static final String AFTER = "\"}],\"role\":\"model\"},\"index\":0}],"
            + "\"usageMetadata\":{\"promptTokenCount\":8,\"totalTokenCount\":8},\"modelVersion\":\"%s\","
            + "\"responseId\":\"paced\"}\r\n\r\n";
    private static final String AFTER_LAST = "\"}],\"role\":\"model\"},\"finishReason\":\"STOP\",\"index\":0}],"
            + "\"usageMetadata\":{\"promptTokenCount\":8,\"candidatesTokenCount\":%d,\"totalTokenCount\":%d},"
            + "\"modelVersion\":\"%s\",\"responseId\":\"paced\"}\r\n\r\n";

    private final HttpServerResponse response;
    private final Channel channel;
    private final ChannelHandlerContext unframed;
    private final ReceivedCall call;
    private final int events;
    private final long period;
    private final byte[] template;
    private final int textAt;
    private int next;

    Paced(HttpServerRequest request, ReceivedCall call, Reply.Steady steady) {
        this.response = request.response();
        this.channel = ((ConnectionBase) request.connection()).channel();
        this.unframed = channel.pipeline().context("httpEncoder");
        this.call = call;
        this.events = Math.max(1, steady.events());
        this.period = steady.period().toNanos();
        String event = event(String.format(AFTER, call.model()));
        String size = Integer.toHexString(event.length()) + "\r\n";
        this.template = (size + event + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        this.textAt = size.length() + BEFORE.length();
    }

    static Optional<Reply> of(ReceivedCall call) {
        Matcher found = MODEL.matcher(call.model());
        if (!call.operation().endsWith("enerateContent") || !found.matches()) {
            return Optional.empty();
        }
        int events = Integer.parseInt(found.group(1));
        return Optional.of(
                call.streamed()
                        ? new Reply.Steady(events, Duration.ofMillis(Integer.parseInt(found.group(2))))
                        : whole());
    }

    private static Reply whole() {
        return new Reply.Raw(200, Frames.JSON, Whole.BODY);
    }

    void start() {
        response.closeHandler(gone -> call.ended(End.CLIENT_LEFT));
        response.exceptionHandler(broken -> call.ended(End.CLIENT_LEFT));
        GoogleHeaders.put(response, "text/event-stream");
        response.setChunked(true);
        response.write(Buffer.buffer()).onFailure(broken -> {});
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
                last(due, now);
                return;
            }
            // Past the HTTP encoder: the chunk is framed already, which halves what an event costs.
            ByteBuf chunk = unframed.alloc().directBuffer(template.length).writeBytes(template);
            stamp(chunk, textAt, due, now);
            unframed.writeAndFlush(chunk, unframed.voidPromise());
        }
    }

    private void last(long due, long now) {
        call.ended(End.ANSWERED);
        String event = event(String.format(AFTER_LAST, events, 8 + events, call.model()));
        Buffer bytes = Buffer.buffer(event.getBytes(StandardCharsets.ISO_8859_1));
        stamp(bytes.getByteBuf(), BEFORE.length(), due, now);
        response.end(bytes).onFailure(broken -> {});
    }

    private static String event(String after) {
        return BEFORE + ".".repeat(TEXT) + after;
    }

    private static void stamp(ByteBuf bytes, int at, long due, long now) {
        bytes.setCharSequence(at, " @" + due + "/" + now, StandardCharsets.US_ASCII);
    }

    /** Made when it is first asked for. */
    private static final class Whole {
        static final byte[] BODY = Json.pretty(Json.parse("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":"
                + "\"Quick as it can be said, so that nothing but the way is measured.\"}],\"role\":\"model\"},"
                + "\"finishReason\":\"STOP\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":8,"
                + "\"candidatesTokenCount\":16,\"totalTokenCount\":24},\"modelVersion\":\"paced\","
                + "\"responseId\":\"paced\"}"));
    }
}
