package io.pollux.edge;

import io.pollux.dialect.Dialect;
import io.pollux.exchange.Caller;
import io.pollux.exchange.ClientCall;
import io.pollux.exchange.Report;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** A request at the door whose right to pass is being looked at. */
record Visit(
        String callId,
        HttpServletRequest request,
        HttpServletResponse response,
        Address address,
        Route route,
        Credentials credentials,
        Instant receivedAt) {
    Visit(HttpServletRequest request, HttpServletResponse response, Address address, Route route, Instant receivedAt) {
        this(
                newCallId(receivedAt),
                request,
                response,
                address,
                route,
                Credentials.of(request, address.query()),
                receivedAt);
    }

    /** Empty when the route asks for somebody whom nobody knows. */
    Optional<Caller> caller(Gateway gateway, Acquaintance acquaintance) {
        return switch (route.policy()) {
            case PUBLIC -> Optional.of(Caller.UNKNOWN);
            case CLIENT ->
                credentials.none()
                        ? acquaintance.known(request)
                        : credentials.token().flatMap(gateway.clients()::find);
        };
    }

    Report unauthenticated() {
        String message = "The token is not known here.";
        if (credentials.contradictory()) {
            message = "The request carries two different tokens; send one only.";
        } else if (credentials.none()) {
            message = "The request carries no token. Send it as Authorization: Bearer, x-goog-api-key, x-api-key,"
                    + " api-key or ?key=.";
        }
        return Report.of(401, "UNAUTHENTICATED", message);
    }

    /** Why a known caller gets no further; empty when the way is free. */
    Optional<Report> refusal() {
        return switch (route.desk()) {
            case NOT_YET ->
                Optional.of(Report.of(
                        404, "NOT_FOUND", "Pollux does not serve this part of the Gemini API yet: only model calls."));
            case NOTHING -> Optional.of(Report.of(404, "NOT_FOUND", "There is nothing at this path."));
            case MODELS -> wrongMethod();
        };
    }

    private Optional<Report> wrongMethod() {
        if (request.getMethod().equals(route.method())) {
            return Optional.empty();
        }
        response.setHeader("Allow", route.method() + ", OPTIONS");
        return Optional.of(Report.of(405, "INVALID_ARGUMENT", "This path answers %s only.".formatted(route.method())));
    }

    Passage passage(Caller caller, Gateway gateway, Dialect dialect) {
        return new Passage(callId, route, address, dialect, caller, gateway, request, response, receivedAt);
    }

    ClientCall anonymousCall(byte[] body) {
        return new ClientCall(
                callId,
                route.operation(),
                route.kind(),
                route.version(),
                route.model(),
                Map.of(),
                Map.of(),
                body,
                Caller.UNKNOWN,
                receivedAt);
    }

    /**
     * Unique enough to be found in a log, and of no use to guess anything: it authorises nothing. The time stands in front
     * because the journal has an index of these: rows that come in order go to its end, others each to a page of their own.
     */
    private static String newCallId(Instant receivedAt) {
        long chance = ThreadLocalRandom.current().nextLong() >>> 1;
        return Long.toString(receivedAt.toEpochMilli(), 36) + Long.toString(chance, 36);
    }
}
