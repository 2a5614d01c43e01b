package io.pollux.testing;

import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/** The headers that Google puts on each answer; a gateway has to choose among them. */
final class GoogleHeaders {
    private static final CharSequence TYPE = "Content-Type";
    private static final List<String> VARY = List.of("Origin", "X-Origin", "Referer");

    private GoogleHeaders() {}

    static void put(HttpServerResponse response, String contentType) {
        response.putHeader(TYPE, contentType);
        response.putHeader("Vary", VARY);
        response.putHeader("Server", "scaffolding on HTTPServer2");
        response.putHeader("X-XSS-Protection", "0");
        response.putHeader("X-Frame-Options", "SAMEORIGIN");
        response.putHeader("X-Content-Type-Options", "nosniff");
        response.putHeader("Server-Timing", "gfet4t7; dur=12");
    }
}
