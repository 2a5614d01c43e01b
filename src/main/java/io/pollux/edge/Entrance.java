package io.pollux.edge;

import io.pollux.dialect.Dialect;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The place where servlets and resources find what they need: the dialects from the first moment, so that even "not yet"
 * is said in the caller's own language, and the gateway as soon as it has started.
 *
 * <p>Written by the wiring alone, read by every request.
 */
public final class Entrance {
    private final Dialect gemini;
    private final Dialect openAi;
    private final Supplier<Health> health;
    private final Acquaintance acquaintance;
    private volatile Gateway gateway;

    public Entrance(Dialect gemini, Dialect openAi, Supplier<Health> health, Acquaintance acquaintance) {
        this.gemini = gemini;
        this.openAi = openAi;
        this.health = health;
        this.acquaintance = acquaintance;
    }

    public void open(Gateway started) {
        gateway = started;
    }

    public void shut() {
        gateway = null;
    }

    Acquaintance acquaintance() {
        return acquaintance;
    }

    Optional<Gateway> gateway() {
        return Optional.ofNullable(gateway);
    }

    Dialect dialect(Route.Speech speech) {
        return switch (speech) {
            case GEMINI -> gemini;
            case OPENAI -> openAi;
        };
    }

    Health health() {
        return health.get();
    }
}
