package io.pollux.edge;

import io.pollux.dialect.ErrorReply;
import io.pollux.relay.ClientSink;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Sends an error that the door itself has found, before a relay was asked. */
final class ErrorAnswer {
    private ErrorAnswer() {}

    static void send(ErrorReply reply, ClientSink sink) {
        Map<String, String> headers = new HashMap<>(reply.headers());
        headers.put("content-length", Integer.toString(reply.body().length));
        sink.begin(reply.status(), headers);
        sink.write(reply.body());
        sink.end();
    }

    static void send(ErrorReply reply, HttpServletResponse response) throws IOException {
        response.setStatus(reply.status());
        reply.headers().forEach(response::setHeader);
        response.setContentLength(reply.body().length);
        response.getOutputStream().write(reply.body());
    }
}
