package io.pollux.settings;

import java.util.List;

/** Somebody else was faster: these settings are not what the editor saw any more. Nothing has been changed. */
public final class ChangedMeanwhile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> settings;

    ChangedMeanwhile(List<String> settings) {
        super("Somebody else has changed this meanwhile: " + String.join(", ", settings));
        this.settings = List.copyOf(settings);
    }

    /** Their names. */
    public List<String> settings() {
        return settings;
    }
}
