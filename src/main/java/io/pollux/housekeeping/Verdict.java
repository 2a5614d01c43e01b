package io.pollux.housekeeping;

import io.pollux.exchange.Failure;

/** What a check found out about a key. */
public enum Verdict {
    /** Google answered. */
    VALID,
    /** Google refuses the key. */
    INVALID,
    /** Google knows the key, and its project has no quota left. */
    RATE_LIMITED,
    /** Google, or the way there, did not work: nothing is known. */
    UNREACHABLE,
    /** Google refused the question and not the key, as it does when TEST_MODEL is not there: nothing is known. */
    UNCLEAR;

    static Verdict of(Failure failure) {
        return switch (failure.fault()) {
            case KEY -> INVALID;
            case PROJECT -> failure instanceof Failure.ModelClosed ? UNCLEAR : RATE_LIMITED;
            case MODEL, EGRESS, GOOGLE -> UNREACHABLE;
            case CLIENT, POLLUX -> UNCLEAR;
        };
    }
}
