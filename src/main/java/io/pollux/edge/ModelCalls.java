package io.pollux.edge;

import io.pollux.exchange.Failure;
import io.pollux.settings.Settings;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * Takes in a call that the door has let pass: what its path and token say stands in the {@link Passage}. Its body is
 * collected without holding a thread, then the relay has it.
 *
 * <p>This is a servlet's asynchronous exchange and no JAX-RS resource: what that would cost each call, a fifth of the
 * whole, buys nothing where neither path, entity nor response is left to it.
 */
final class ModelCalls {
    private static final byte[] NOTHING = {};
    private static final int MEGABYTE = 1024 * 1024;

    private ModelCalls() {}

    /**
     * Returns before the call is answered, and often before its body is there. A body that came along with its head is read
     * at once, for nothing has to be waited for; it costs less, and Payara has been seen to call a read listener late, when
     * the request was already over.
     */
    static void take(Passage passage) throws IOException {
        HttpServletRequest request = passage.request();
        AsyncContext async = request.startAsync(request, passage.response());
        // The relay has deadlines of its own.
        async.setTimeout(0);
        ServletSink sink =
                new ServletSink(passage.response(), async, passage.gateway().delay());
        async.addListener(sink);
        sink.listen();
        if (passage.route().operation().reads()) {
            relay(passage, NOTHING, sink);
            return;
        }
        long expected = request.getContentLengthLong();
        if (expected < 0) {
            sink.hideLength();
        }
        int limit = passage.gateway().settings().get().get(Settings.POLLUX_MAX_BODY_MB) * MEGABYTE;
        Arrival arrival = new Arrival(passage, sink);
        ServletInputStream in = request.getInputStream();
        if (expected >= 0 && expected <= limit && in.available() >= expected) {
            arrival.onBody(in.readNBytes((int) expected));
            return;
        }
        in.setReadListener(new BodyReader(in, expected, limit, arrival));
    }

    private static void relay(Passage passage, byte[] body, ServletSink sink) {
        passage.gateway().relay().open(passage.call(body), passage.dialect(), sink);
    }

    /** The body's three ends. */
    private record Arrival(Passage passage, ServletSink sink) implements BodyReader.Reader {
        @Override
        public void onBody(byte[] body) {
            relay(passage, body, sink);
        }

        /** The rest of the body is not read, so the connection is of no further use. */
        @Override
        public void onRefused(Failure failure) {
            passage.response().setHeader("Connection", "close");
            ErrorAnswer.send(passage.dialect().failure(failure, passage.call(NOTHING)), sink);
        }

        @Override
        public void onLost() {
            sink.abort();
        }
    }
}
