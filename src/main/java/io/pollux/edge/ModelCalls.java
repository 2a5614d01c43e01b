package io.pollux.edge;

import io.pollux.exchange.Failure;
import io.pollux.settings.Settings;
import jakarta.enterprise.inject.Vetoed;
import jakarta.inject.Singleton;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;

/**
 * All calls to models, in every dialect: which one it is stands in the {@link Passage}. Neither method names an entity: the
 * server would read it on a request thread, and a client that stops in the middle would keep that thread.
 */
@Vetoed
@Singleton
@Path("models")
@Access(Access.Policy.CLIENT)
public final class ModelCalls {
    private static final byte[] NOTHING = {};
    private static final int MEGABYTE = 1024 * 1024;

    @GET
    public void read(@Context HttpServletRequest request, @Suspended AsyncResponse asyncResponse) {
        Passage passage = Passage.of(request).orElseThrow();
        relay(passage, NOTHING, sink(passage, asyncResponse));
    }

    /**
     * A body that came along with its head is read at once, for nothing has to be waited for; it costs less, and Payara has
     * been seen to call a read listener late, when the request was already over.
     */
    @POST
    public void call(@Context HttpServletRequest request, @Suspended AsyncResponse asyncResponse) throws IOException {
        Passage passage = Passage.of(request).orElseThrow();
        ServletSink sink = sink(passage, asyncResponse);
        long expected = passage.request().getContentLengthLong();
        int limit = bodyLimit(passage.gateway());
        Arrival arrival = new Arrival(passage, sink, asyncResponse);
        ServletInputStream in = passage.request().getInputStream();
        if (expected >= 0 && expected <= limit && in.available() >= expected) {
            arrival.onBody(in.readNBytes((int) expected));
            return;
        }
        in.setReadListener(new BodyReader(in, expected, limit, arrival));
    }

    private static int bodyLimit(Gateway gateway) {
        return gateway.settings().get().get(Settings.POLLUX_MAX_BODY_MB) * MEGABYTE;
    }

    private static ServletSink sink(Passage passage, AsyncResponse asyncResponse) {
        ServletSink sink = new ServletSink(passage.response(), asyncResponse);
        passage.request().getAsyncContext().addListener(sink);
        return sink;
    }

    private static void relay(Passage passage, byte[] body, ServletSink sink) {
        passage.gateway().relay().open(passage.call(body), passage.dialect(), sink);
    }

    /** The body's three ends. */
    private record Arrival(Passage passage, ServletSink sink, AsyncResponse asyncResponse)
            implements BodyReader.Reader {
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
            asyncResponse.resume(Response.status(Response.Status.BAD_REQUEST).build());
        }
    }
}
