package io.pollux.pool;

import io.pollux.keys.SetAside;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A key as the pool sees it at one moment, for pages.
 *
 * @param keyId its row
 * @param standing in short; a key that cools for some models only is still {@link Standing#READY}
 * @param failures failures in a row that are not conclusive alone
 * @param setAside why and since when Google refuses it
 * @param cooldowns what is in force for its project, by model; {@code *} stands for every model
 * @param lastUsed since this node started
 * @param nextCheck when Google is asked about it again by itself; empty when it is trusted, leaked, or never asked about
 * @param callsToday in the Pacific day, by all nodes as far as this one has heard; of a key without a limit by this node
 * @param limitedUntil when a key that is at its daily limit may serve calls again; empty while it may
 */
public record KeyView(
        long keyId,
        Standing standing,
        int failures,
        Optional<SetAside> setAside,
        Map<String, Cooldown> cooldowns,
        Optional<Instant> lastUsed,
        Optional<Instant> nextCheck,
        long callsToday,
        Optional<Instant> limitedUntil) {}
