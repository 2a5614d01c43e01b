package io.pollux.journal;

import io.pollux.exchange.Caller;
import io.pollux.exchange.ClientCall;
import io.pollux.exchange.Failure;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Trail;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Trails as the relay would hand them in. */
final class Trails {
    private static final Caller CALLER = new Caller("abcdef", "client abc", false);

    private Trails() {}

    static Trail of(String id, Operation operation, Instant at) {
        return new Trail(call(id, operation, "gemini-x", at), "gemini");
    }

    static ClientCall call(String id, Operation operation, String model, Instant at) {
        return call(id, operation, model, new byte[0], at);
    }

    static ClientCall call(String id, byte[] body, Instant at) {
        return call(id, Operation.GENERATE, "gemini-x", body, at);
    }

    static Trail.Try attempt(long key, Instant at, int status, Optional<Failure> failure) {
        return new Trail.Try(
                key,
                "AIzaSy...%06d".formatted(key),
                "direct",
                at,
                Duration.ofMillis(1500),
                Duration.ofMillis(250),
                status,
                failure);
    }

    private static ClientCall call(String id, Operation operation, String model, byte[] body, Instant at) {
        return new ClientCall(id, operation, KeyKind.GEMINI, "v1beta", model, Map.of(), Map.of(), body, CALLER, at);
    }
}
