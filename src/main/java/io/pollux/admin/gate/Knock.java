package io.pollux.admin.gate;

import io.pollux.exchange.Caller;
import java.time.Duration;
import java.util.Optional;

/**
 * What came of a try of the administrator's token.
 *
 * @param administrator empty when the token was another one, or was not looked at
 * @param pause how long until the next try; zero when this one was looked at
 */
public record Knock(Optional<Caller> administrator, Duration pause) {
    static Knock waiting(Duration pause) {
        return new Knock(Optional.empty(), pause);
    }

    static Knock heard(Optional<Caller> administrator) {
        return new Knock(administrator, Duration.ZERO);
    }

    /** In whole seconds, and enough of them; none when there is nothing to wait for. */
    public long seconds() {
        return pause.isZero() ? 0 : pause.toSeconds() + 1;
    }
}
