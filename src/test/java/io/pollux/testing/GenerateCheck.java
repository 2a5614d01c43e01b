package io.pollux.testing;

import java.util.Optional;

/** The rules of generateContent. */
final class GenerateCheck {
    private GenerateCheck() {}

    static Optional<GoogleError> refusal(Asked asked) {
        Optional<GoogleError> unknown = Names.refusal(asked.body());
        if (unknown.isPresent()) {
            return unknown;
        }
        if (asked.contents().isEmpty()) {
            return Optional.of(GoogleErrors.invalid("* GenerateContentRequest.contents: contents is not specified\n"));
        }
        return Signatures.refusal(asked);
    }
}
