package io.pollux.admin.playground;

import io.pollux.admin.OfficeDoor;
import io.pollux.prompts.SavedPrompt;
import io.pollux.settings.Settings;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** The page /playground: what its script has to know. All else happens in the browser and at the model routes. */
@Named("playgroundView")
@RequestScoped
public class PlaygroundView {
    private static final long MEGABYTE = 1024L * 1024L;

    @Inject
    private OfficeDoor door;

    /** The most bytes that a call may have. */
    public long getMostBytes() {
        int megabytes = door.office().orElseThrow().settings().get().get(Settings.POLLUX_MAX_BODY_MB);
        return megabytes * MEGABYTE;
    }

    public int getLongestName() {
        return SavedPrompt.LONGEST_NAME;
    }
}
