package io.pollux.dialect.gemini;

import io.pollux.exchange.Caller;
import io.pollux.exchange.ClientCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** Calls of a client of Gemini's dialect. */
final class Calls {
    private Calls() {}

    static ClientCall of(Operation operation, String model, String body) {
        return of(operation, model, body.getBytes(StandardCharsets.UTF_8));
    }

    static ClientCall of(Operation operation, String model, byte[] body) {
        return new ClientCall(
                "call-1",
                operation,
                KeyKind.GEMINI,
                "v1beta",
                model,
                Map.of(),
                Map.of("content-type", "application/json"),
                body,
                new Caller("c1", "test", false),
                Instant.EPOCH);
    }

    static ClientCall stream(Map<String, String> query) {
        ClientCall call = of(Operation.STREAM, "gemini-3.8-flash", "{}");
        return new ClientCall(
                call.id(),
                call.operation(),
                call.kind(),
                call.version(),
                call.model(),
                query,
                call.headers(),
                call.body(),
                call.caller(),
                call.receivedAt());
    }
}
