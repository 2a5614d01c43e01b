package io.pollux.admin.playground;

import io.pollux.admin.OfficeDoor;
import io.pollux.exchange.KeyKind;
import io.pollux.pool.Headcount;
import io.pollux.pool.PoolDesk;
import io.pollux.prompts.SavedPrompt;
import io.pollux.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** The page /playground: what its script has to know. All else happens in the browser and at the model routes. */
@Named("playgroundView")
@RequestScoped
public class PlaygroundView {
    private static final long MEGABYTE = 1024L * 1024L;

    @Inject
    private OfficeDoor door;

    private String keys;

    /** The most bytes that a call may have. */
    public long getMostBytes() {
        int megabytes = door.office().orElseThrow().settings().get().get(Settings.POLLUX_MAX_BODY_MB);
        return megabytes * MEGABYTE;
    }

    @PostConstruct
    void open() {
        keys = standing(door.office().orElseThrow().pool());
    }

    /** Whether there are keys that could ask a model: some, none, or none in use. */
    public String getKeys() {
        return keys;
    }

    private static String standing(PoolDesk pool) {
        int all = 0;
        int inUse = 0;
        for (KeyKind kind : List.of(KeyKind.GEMINI, KeyKind.PAID)) {
            Headcount count = pool.headcount(kind);
            all += count.total();
            inUse += count.ready() + count.cooling();
        }
        if (inUse > 0) {
            return "some";
        }
        return all == 0 ? "none" : "unused";
    }

    public int getLongestName() {
        return SavedPrompt.LONGEST_NAME;
    }
}
