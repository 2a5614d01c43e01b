package io.pollux.journal;

import java.util.List;

/**
 * The keys with which most went wrong, the worst first.
 *
 * @param whole whether all errors that fit were counted, and not the newest of them only
 */
public record KeyTolls(List<KeyToll> keys, boolean whole) {}
