package io.pollux.keys;

import java.time.Instant;

/**
 * How many calls a key that has a {@link DayLimit} has served in a Pacific day, all nodes together.
 *
 * @param dayEnds when the day is over
 */
public record StoredCalls(long keyId, Instant dayEnds, long calls) {}
