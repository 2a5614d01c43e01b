package io.pollux.dialect.openai;

import io.pollux.dialect.Preferences;
import io.pollux.exchange.Caller;
import io.pollux.exchange.ClientCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Calls, dialects and preferences for the tests of this room. */
final class Calls {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final Caller CALLER = new Caller("c1", "a client", false);

    /** What the pairs are read under: some derived names, a filtered model, search links. */
    static final Preferences PREFERENCES = Preferences.NONE
            .withModels(new Preferences.Models(
                    Set.of("gemini-2.5-flash", "gemini-2.5-pro"),
                    Set.of("gemini-2.5-flash"),
                    Set.of("gemini-2.5-flash"),
                    Set.of("gemini-1.0-pro")))
            .withAnswers(new Preferences.Answers(true, false, "**Sources**"));

    private Calls() {}

    static OpenAiDialect dialect() {
        return dialect(PREFERENCES);
    }

    static OpenAiDialect dialect(Preferences preferences) {
        Random random = new Random(7);
        return new OpenAiDialect(() -> preferences, CLOCK, () -> random);
    }

    static ClientCall chat(String body) {
        return call(Operation.GENERATE, "", body);
    }

    static ClientCall call(Operation operation, String model, String body) {
        return call(operation, model, body, CALLER);
    }

    static ClientCall call(Operation operation, String model, String body, Caller caller) {
        return new ClientCall(
                "r1",
                operation,
                KeyKind.GEMINI,
                "",
                model,
                Map.of(),
                Map.of("content-type", "application/json"),
                body.getBytes(StandardCharsets.UTF_8),
                caller,
                NOW);
    }
}
