package io.pollux.keys;

import io.pollux.exchange.Quota;
import java.time.Instant;

/**
 * A limit that Google gave away when it refused.
 *
 * @param scope whose quota, as {@link StoredKey#scope()} says it
 * @param model the model's name
 * @param quota what is limited
 * @param most the limit
 * @param statedAt when Google last said so
 */
public record StoredCeiling(String scope, String model, Quota quota, long most, Instant statedAt) {
    /** What names a row. */
    public record Name(String scope, String model, Quota quota) {}

    public Name name() {
        return new Name(scope, model, quota);
    }
}
