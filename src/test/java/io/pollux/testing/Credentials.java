package io.pollux.testing;

import java.util.Optional;
import java.util.function.Predicate;

/** Who calls, as Google sees it: exactly one API key, and never as a bearer token. */
final class Credentials {
    private Credentials() {}

    static Optional<GoogleError> refusal(Head head, Predicate<String> known) {
        if (head.credentials().size() > 1) {
            return Optional.of(GoogleErrors.multipleCredentials());
        }
        if (head.bearer()) {
            return Optional.of(GoogleErrors.tokenTypeUnsupported());
        }
        if (head.credentials().isEmpty()) {
            return Optional.of(GoogleErrors.unregisteredCaller());
        }
        return known.test(head.credentials().get(0)) ? Optional.empty() : Optional.of(GoogleErrors.keyInvalid());
    }
}
