package io.pollux.edge;

import io.pollux.dialect.Dialect;
import io.pollux.exchange.Caller;
import io.pollux.exchange.ClientCall;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What the door has found out about a request that it lets pass. */
record Passage(
        String callId,
        Route route,
        Address address,
        Dialect dialect,
        Caller caller,
        Gateway gateway,
        HttpServletRequest request,
        HttpServletResponse response,
        Instant receivedAt) {
    ClientCall call(byte[] body) {
        Map<String, String> query = new HashMap<>(address.query());
        Credentials.PARAMETERS.forEach(query::remove);
        return new ClientCall(
                callId,
                route.operation(),
                route.kind(),
                route.version(),
                route.model(),
                query,
                headers(request),
                body,
                caller,
                receivedAt);
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        Map<String, String> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!Credentials.HEADERS.contains(lower)) {
                headers.put(lower, request.getHeader(name));
            }
        }
        return headers;
    }
}
