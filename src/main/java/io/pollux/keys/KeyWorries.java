package io.pollux.keys;

import io.pollux.exchange.Failure.Refusal;
import java.util.Map;

/**
 * Keys that need somebody, of those that are switched on.
 *
 * @param refused how many Google refuses, by why; those that it does not are missing
 * @param failing how many have failed of late without being set aside yet
 */
public record KeyWorries(Map<Refusal, Long> refused, long failing) {
    public KeyWorries {
        refused = Map.copyOf(refused);
    }
}
