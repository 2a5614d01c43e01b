package io.pollux.keys;

import java.time.Instant;

/**
 * Keys that were deleted together and can still be brought back.
 *
 * @param at when, which also names them
 * @param keys how many
 */
public record Discarded(Instant at, long keys) {}
