package io.pollux.keys;

/** What became of one key that somebody wanted to add. */
public record Imported(String masked, Outcome outcome) {
    /** What became of it. */
    public enum Outcome {
        /** It is new. */
        ADDED,
        /** It was there already and was left as it is. */
        KNOWN,
        /** It had been deleted and is back, because a person added it. */
        RETURNED,
        /** It had been deleted and stays so. */
        STAYS_DELETED,
        /** It is too long to be a key. */
        TOO_LONG
    }
}
