package io.pollux.keys;

import java.time.Instant;
import java.util.Optional;

/**
 * What is to be written down about one key: its state as it is now, and what was added since the last note.
 *
 * @param keyId its row; a note about a key that is gone is dropped without a word
 * @param uses calls since the last note, to be added to the count in the table
 * @param lastUsed absent when it was not used since the last note
 * @param failures the new count of failures in a row
 * @param setAside the new state: absent means that it is not set aside
 * @param lastFailure absent when nothing blamed it since the last note
 */
public record KeyNote(
        long keyId,
        long uses,
        Optional<Instant> lastUsed,
        int failures,
        Optional<SetAside> setAside,
        Optional<LastFailure> lastFailure) {

    /** The latest failure that the key or its project answers for, scrubbed. */
    public record LastFailure(Instant at, String reason) {}
}
