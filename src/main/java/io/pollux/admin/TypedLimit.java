package io.pollux.admin;

import io.pollux.keys.DayLimit;

/** A daily limit as a person has typed it. */
public final class TypedLimit {
    /** How many characters it may have. */
    public static final int LONGEST = 9;

    private TypedLimit() {}

    /** @throws IllegalArgumentException in the reader's language when it is no such limit */
    public static DayLimit of(String text) {
        try {
            return DayLimit.of(text);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(Texts.say("limit.wrong"), wrong);
        }
    }
}
