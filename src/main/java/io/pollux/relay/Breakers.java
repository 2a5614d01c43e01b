package io.pollux.relay;

import io.pollux.exchange.Failure.ModelOverloaded;
import io.pollux.exchange.Report;
import io.pollux.relay.Entry.Shut;
import io.pollux.relay.Entry.Whom;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/**
 * The models that Google has no capacity for: calls to them would only cost time and patience, and no key is to blame.
 * There is a {@link Breaker} only where Google has said so lately, so a model that a client invents has none.
 */
final class Breakers {
    private static final System.Logger LOG = System.getLogger(Breakers.class.getName());
    private static final int MOST_MODELS = 256;

    private final Clock clock;
    private final DoubleSupplier chance;
    private final Map<Line, Breaker> models = new ConcurrentHashMap<>();

    Breakers(Clock clock, DoubleSupplier chance) {
        this.clock = clock;
        this.chance = chance;
    }

    /** Asks to send a call; if it is let through, one of the other methods must say what became of it. */
    Optional<Shut> ask(Line line) {
        Breaker breaker = models.get(line);
        long wait = breaker == null ? 0 : breaker.ask(clock.millis());
        return wait == 0 ? Optional.empty() : Optional.of(shut(line, Duration.ofMillis(wait)));
    }

    /** @param call names the call, whose attempts count as one */
    void overloaded(Line line, String call, ModelOverloaded failure, long sentAt) {
        Optional<Breaker> breaker = breaker(line);
        long now = clock.millis();
        if (breaker.isPresent()
                && breaker.get().overloaded(call, failure.retryDelay(), sentAt, now, chance.getAsDouble())) {
            LOG.log(Level.WARNING, "Google has no capacity for {0}: it is left alone for a moment", line.model());
        }
    }

    void answered(Line line, long sentAt) {
        Breaker breaker = models.get(line);
        if (breaker != null && breaker.answered(sentAt)) {
            LOG.log(Level.INFO, "Google has capacity for {0} again", line.model());
        }
    }

    void undecided(Line line, long sentAt) {
        Breaker breaker = models.get(line);
        if (breaker != null) {
            breaker.undecided(sentAt);
        }
    }

    /** How many models something is kept about. */
    int count() {
        return models.size();
    }

    /** Empty when there are too many already: that model is asked as if nothing were known. */
    private Optional<Breaker> breaker(Line line) {
        if (models.size() >= MOST_MODELS && !models.containsKey(line)) {
            long now = clock.millis();
            models.values().removeIf(breaker -> breaker.idle(now));
            if (models.size() >= MOST_MODELS) {
                return Optional.empty();
            }
        }
        return Optional.of(models.computeIfAbsent(line, name -> new Breaker()));
    }

    private static Shut shut(Line line, Duration wait) {
        String message = "Google has no capacity for " + line.model() + " at the moment; it will be asked again in "
                + Math.max(1, wait.plusMillis(999).toSeconds()) + " s";
        return new Shut(
                new ModelOverloaded(Report.of(503, "UNAVAILABLE", message), Optional.of(wait)),
                Optional.of(wait),
                Whom.EVERYBODY);
    }
}
