package io.pollux.exchange;

/**
 * What was said about a failure, fit to be shown and stored: keys are already scrubbed.
 *
 * @param status the HTTP status Google answered with, or the one a client gets when Google never answered
 * @param code Google's canonical code ({@code RESOURCE_EXHAUSTED}, ...) or ours in the same vocabulary
 * @param message one text for a person
 * @param body Google's error JSON, scrubbed, for dialects that pass it on; empty when the failure is our own
 */
public record Report(int status, String code, String message, byte[] body) {
    private static final byte[] NONE = {};

    public static Report of(int status, String code, String message) {
        return new Report(status, code, message, NONE);
    }
}
