package io.pollux.journal;

import java.util.List;

/**
 * Rows in the order in which they were read.
 *
 * @param more whether there are others behind the last one
 */
public record LogPage<T>(List<T> rows, boolean more) {}
