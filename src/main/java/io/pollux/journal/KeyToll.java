package io.pollux.journal;

import java.util.SortedMap;

/**
 * How often things went wrong with a key.
 *
 * @param keyId number of the key, which may be gone by now
 * @param errors all of them
 * @param byStatus the same by Google's status, 0 for none
 */
public record KeyToll(long keyId, long errors, SortedMap<Integer, Long> byStatus) {}
