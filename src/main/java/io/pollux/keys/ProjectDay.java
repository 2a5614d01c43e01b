package io.pollux.keys;

import java.util.OptionalLong;

/**
 * What the keys of a project have served in the Pacific day under way, and how many calls they may.
 *
 * @param calls of all of them, as last written down
 * @param limited how many of them have a {@link DayLimit}
 * @param limits all limits together
 * @param atLimit how many are in use and have reached theirs
 */
public record ProjectDay(long calls, long limited, long limits, long atLimit) {
    public static final ProjectDay NONE = new ProjectDay(0, 0, 0, 0);

    /** Of those that have one; empty when none has. */
    public OptionalLong averageLimit() {
        return limited == 0 ? OptionalLong.empty() : OptionalLong.of(Math.round((double) limits / limited));
    }
}
