package io.pollux.journal;

import java.util.List;

/**
 * Rows in the order in which they are to be shown.
 *
 * @param more whether there are others beyond, in the direction in which it was turned
 * @param whole whether all rows that fit were compared, and not the newest of them only
 */
public record RankedPage<T>(List<Ranked<T>> rows, boolean more, boolean whole) {}
