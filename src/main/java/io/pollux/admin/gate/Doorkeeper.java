package io.pollux.admin.gate;

import io.pollux.admin.Office;
import io.pollux.admin.PageToken;
import io.pollux.exchange.Caller;
import io.pollux.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Looks at the administrator's token wherever it is given to log in with, and opens the session: all tries share one
 * throttle.
 */
@ApplicationScoped
public class Doorkeeper {
    private static final System.Logger LOG = System.getLogger(Doorkeeper.class.getName());
    /** The form field is gemini-balance's. */
    private static final String FIELD = "auth_token";

    private final LoginThrottle throttle = new LoginThrottle();

    /** Whether another site's page makes the browser ask. */
    public static boolean foreign(HttpServletRequest request) {
        return !SameOrigin.holds(request::getHeader);
    }

    /** With the token that a form holds. */
    public Knock look(HttpServletRequest request, Office office) {
        return look(Optional.ofNullable(request.getParameter(FIELD)).orElse(""), request, office);
    }

    public Knock look(String token, HttpServletRequest request, Office office) {
        String address = request.getRemoteAddr();
        Instant now = office.clock().instant();
        Duration wait = throttle.ask(address, now);
        if (!wait.isZero()) {
            Knock knock = Knock.waiting(wait);
            LOG.log(Level.WARNING, "Too many wrong tokens: {0} must wait for {1} s", address, knock.seconds());
            return knock;
        }
        Optional<Caller> administrator = office.clients().find(token).filter(Caller::administrator);
        if (administrator.isPresent()) {
            throttle.succeeded(address, now);
        } else {
            LOG.log(Level.INFO, "A token from {0} was not the administrator''s", address);
        }
        return Knock.heard(administrator);
    }

    /**
     * Opens a session for whoever has given the right token. Always under a new id: one that somebody may have planted in
     * the browser before is worth nothing afterwards.
     */
    public void admit(Caller administrator, HttpServletRequest request, HttpServletResponse response, Office office) {
        Optional.ofNullable(request.getSession(false)).ifPresent(HttpSession::invalidate);
        HttpSession session = request.getSession(true);
        // A server may take over the id that the browser sent even for a new session.
        request.changeSessionId();
        new Admission(administrator, office.clock().instant()).keepIn(session);
        PageToken.another().keepIn(session);
        session.setMaxInactiveInterval(
                (int) office.settings().get().get(Settings.ADMIN_SESSION_EXPIRE).toSeconds());
        SessionCookie.secure(session, request, response);
        LOG.log(Level.INFO, "The administrator logged in from {0}", request.getRemoteAddr());
    }
}
