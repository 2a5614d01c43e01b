package io.pollux.keys;

import io.pollux.exchange.KeyKind;
import java.util.Optional;

/**
 * What a person says about a key.
 *
 * @param label what it is called; may be empty
 * @param kind the pool it belongs to
 * @param project the Google project whose quota it uses, when that is known
 * @param note anything else; may be empty
 * @param rank which of several keys is served first
 * @param tags the groups that the operator counts it among
 * @param dayLimit how many calls it may serve in a Pacific day
 */
public record KeyTraits(
        String label, KeyKind kind, Optional<String> project, String note, Rank rank, Tags tags, DayLimit dayLimit) {
    public static final int LABEL_LENGTH = 200;
    public static final int PROJECT_LENGTH = 200;
    public static final int NOTE_LENGTH = 1000;

    /** @throws IllegalArgumentException in one line when a text is too long */
    public KeyTraits {
        label = fitting("label", label, LABEL_LENGTH);
        project = project.map(name -> fitting("project", name, PROJECT_LENGTH)).filter(name -> !name.isEmpty());
        note = fitting("note", note, NOTE_LENGTH);
    }

    /** Without a limit. */
    public KeyTraits(String label, KeyKind kind, Optional<String> project, String note, Rank rank, Tags tags) {
        this(label, kind, project, note, rank, tags, DayLimit.NONE);
    }

    /** Without a word about its groups, and without a limit. */
    public KeyTraits(String label, KeyKind kind, Optional<String> project, String note, Rank rank) {
        this(label, kind, project, note, rank, Tags.NONE);
    }

    /** Without a word about its rank and groups, and without a limit. */
    public KeyTraits(String label, KeyKind kind, Optional<String> project, String note) {
        this(label, kind, project, note, Rank.USUAL);
    }

    /** Nothing but the pool. */
    public static KeyTraits of(KeyKind kind) {
        return new KeyTraits("", kind, Optional.empty(), "");
    }

    private static String fitting(String what, String text, int length) {
        String stripped = text.strip();
        if (stripped.length() > length) {
            throw new IllegalArgumentException("The " + what + " is longer than " + length + " characters");
        }
        return stripped;
    }

    /** The same with another limit. */
    public KeyTraits limited(DayLimit other) {
        return new KeyTraits(label, kind, project, note, rank, tags, other);
    }

    /** The same for the n-th of several keys that come under one label. */
    KeyTraits numbered(int n) {
        String suffix = " " + n;
        if (label.isEmpty() || label.length() + suffix.length() > LABEL_LENGTH) {
            return this;
        }
        return new KeyTraits(label + suffix, kind, project, note, rank, tags, dayLimit);
    }
}
