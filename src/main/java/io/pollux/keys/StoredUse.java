package io.pollux.keys;

import java.time.Instant;

/**
 * What a project used of a model in one Pacific day. On its way to the table it says what is to be added, which may be
 * negative; from the table it says the sum of all nodes.
 *
 * @param scope whose quota, as {@link StoredKey#scope()} says it
 * @param model the model's name
 * @param dayEnds when the day is over
 * @param input input tokens
 * @param output output tokens, thoughts included
 */
public record StoredUse(String scope, String model, Instant dayEnds, long requests, long input, long output) {
    /** What names a row. */
    public record Name(String scope, String model, Instant dayEnds) {}

    public Name name() {
        return new Name(scope, model, dayEnds);
    }

    /** Whether it would change nothing. */
    public boolean isEmpty() {
        return requests == 0 && input == 0 && output == 0;
    }
}
