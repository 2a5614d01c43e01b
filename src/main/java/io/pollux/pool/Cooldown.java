package io.pollux.pool;

import java.time.Instant;

/**
 * How long something is not asked again, and how we know.
 *
 * @param until the first moment at which it may be asked again
 * @param reason words for a person, scrubbed of keys
 * @param provenance who set the time
 */
public record Cooldown(Instant until, String reason, Provenance provenance) {
    static final Cooldown NONE = new Cooldown(Instant.EPOCH, "", Provenance.GUESSED);

    /** Whether it is still on. */
    public boolean on(Instant now) {
        return until.isAfter(now);
    }

    /** Who set the time of a cool-down. */
    public enum Provenance {
        /** Google named the time, or the quota it named has a known end. */
        STATED,
        /** Google named no time: ours is a guess, and a later success ends it. */
        GUESSED,
        /** Pollux counted, and stops before a limit that it knows. */
        LEARNED,
        /** The operator set it. */
        MANUAL
    }
}
