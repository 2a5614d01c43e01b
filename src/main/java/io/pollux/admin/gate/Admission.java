package io.pollux.admin.gate;

import io.pollux.admin.Office;
import io.pollux.exchange.Caller;
import io.pollux.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * That somebody has logged in: what a session holds. It ends ADMIN_SESSION_EXPIRE after the log-in, and at once when the
 * token that it was got with is changed.
 */
record Admission(Caller administrator, Instant since) {
    private static final String NAME = Admission.class.getName();

    static Optional<Admission> of(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false))
                .map(session -> session.getAttribute(NAME))
                .map(Admission.class::cast);
    }

    void keepIn(HttpSession session) {
        session.setAttribute(NAME, this);
    }

    boolean holds(Office office) {
        return !over(
                        office.settings().get().get(Settings.ADMIN_SESSION_EXPIRE),
                        office.clock().instant())
                && office.clients().knows(administrator);
    }

    boolean over(Duration length, Instant now) {
        return !now.isBefore(since.plus(length));
    }
}
