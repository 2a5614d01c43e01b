package io.pollux.keys;

import java.util.List;

/**
 * Keys that are not what they were; fired after the commit.
 *
 * @param present keys that were added or altered, as they stand now
 * @param deleted ids of rows that are gone
 */
public record Changed(List<StoredKey> present, List<Long> deleted) {}
