package io.pollux.admin.gate;

import io.pollux.admin.Office;
import io.pollux.exchange.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Looks at the administrator's token wherever a person gives it: all tries share one throttle. */
@ApplicationScoped
public class Doorkeeper {
    private static final System.Logger LOG = System.getLogger(Doorkeeper.class.getName());
    /** The form field is gemini-balance's. */
    private static final String FIELD = "auth_token";

    private final LoginThrottle throttle = new LoginThrottle();

    public Knock look(HttpServletRequest request, Office office) {
        String address = request.getRemoteAddr();
        Instant now = office.clock().instant();
        Duration wait = throttle.ask(address, now);
        if (!wait.isZero()) {
            Knock knock = Knock.waiting(wait);
            LOG.log(Level.WARNING, "Too many wrong tokens: {0} must wait for {1} s", address, knock.seconds());
            return knock;
        }
        String token = Optional.ofNullable(request.getParameter(FIELD)).orElse("");
        Optional<Caller> administrator = office.clients().find(token).filter(Caller::administrator);
        if (administrator.isPresent()) {
            throttle.succeeded(address, now);
        } else {
            LOG.log(Level.INFO, "A token from {0} was not the administrator''s", address);
        }
        return Knock.heard(administrator);
    }
}
