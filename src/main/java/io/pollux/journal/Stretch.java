package io.pollux.journal;

import java.util.Optional;

/**
 * A piece of the log.
 *
 * @param beyond the row that it begins behind; without one it begins at the end that the direction leads away from
 * @param size how many rows at most
 */
public record Stretch(Optional<Place> beyond, Direction direction, int size) {
    /** Which way one reads from there. */
    public enum Direction {
        OLDER,
        NEWER
    }

    public static Stretch newest(int size) {
        return new Stretch(Optional.empty(), Direction.OLDER, size);
    }
}
