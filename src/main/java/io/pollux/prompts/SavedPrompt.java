package io.pollux.prompts;

import java.time.Instant;

/**
 * A prompt under its name.
 *
 * @param content whatever the page that saved it makes of it
 * @param changedAt when it was last saved
 */
public record SavedPrompt(String name, String content, Instant changedAt) {
    public static final int LONGEST_NAME = 100;
    public static final int LONGEST_CONTENT = 200_000;
}
