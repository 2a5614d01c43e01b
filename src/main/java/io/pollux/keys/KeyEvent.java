package io.pollux.keys;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that became of a key, or of the project whose quota it uses.
 *
 * @param at when
 * @param kind what
 * @param reason words for a person, scrubbed; may be empty
 * @param model which model it is about, {@code *} for all of them; empty when it is about the key itself
 * @param until when it ends by itself
 */
public record KeyEvent(Instant at, Kind kind, String reason, String model, Optional<Instant> until) {
    /** What can become of one. That a key was added stands in its row. */
    public enum Kind {
        ENABLED,
        DISABLED,
        /** Google refuses it. */
        REFUSED,
        /** Google takes it again. */
        RESTORED,
        /** The operator has forgotten its failures. */
        FORGIVEN,
        /** It was put into another project. */
        MOVED,
        /** It may serve so many calls a day from then on. */
        LIMITED,
        /** It may serve as many calls as come. */
        UNLIMITED,
        DELETED,
        /** The operator has taken back that it was deleted. */
        RETURNED,
        /** Its project is not asked for a while that is long enough to be worth a line. */
        BENCHED,
        /** A bench was ended before its time. */
        LIFTED
    }
}
