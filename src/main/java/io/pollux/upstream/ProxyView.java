package io.pollux.upstream;

import java.time.Instant;
import java.util.Optional;

/**
 * How a way out does at one moment, for pages.
 *
 * @param label the proxy without its credentials, or {@code direct}
 * @param state in short
 * @param failures in a row
 * @param until when it is tried again, if it is set aside or refused
 * @param lastFailure what was said last against it since it was last well, scrubbed; empty when nothing was
 * @param lastFailureAt when that was
 * @param checkedAt when the house last asked for itself
 */
public record ProxyView(
        String label,
        State state,
        int failures,
        Optional<Instant> until,
        String lastFailure,
        Optional<Instant> lastFailureAt,
        Optional<Instant> checkedAt) {

    /** What a way is good for. */
    public enum State {
        WELL,
        /** It does not lead to Google; its keys use others meanwhile. */
        SET_ASIDE,
        /** Google refuses some sort of calls that come from there. */
        REFUSED,
        /** Pollux cannot use such a proxy. */
        UNUSABLE
    }
}
