package io.pollux.keys;

import java.time.Instant;

/**
 * A row of the shelf of cool-downs that outlive a restart. Its first two parts name it.
 *
 * @param scope whose quota, as {@link StoredKey#scope()} says it
 * @param model the model's name, or {@code *} for all of them
 * @param until when it ends
 * @param reason words for a person
 * @param provenance who set the time: {@code STATED}, {@code GUESSED} or {@code MANUAL}
 */
public record StoredCooldown(String scope, String model, Instant until, String reason, String provenance) {
    /** What names a row. */
    public record Name(String scope, String model) {}

    public Name name() {
        return new Name(scope, model);
    }
}
