package io.pollux.admin.gate;

import io.pollux.admin.Office;
import io.pollux.admin.OfficeDoor;
import io.pollux.exchange.Caller;
import io.pollux.settings.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Lets the administrator in. The address and the form field are gemini-balance's. */
@WebServlet(urlPatterns = "/auth", asyncSupported = true)
public class LogIn extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger(LogIn.class.getName());

    private final transient LoginThrottle throttle = new LoginThrottle();

    @Inject
    private transient OfficeDoor door;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Headers.protect(response);
        request.setCharacterEncoding("UTF-8");
        Optional<Office> office = door.office();
        if (!SameOrigin.holds(request::getHeader)) {
            Redirect.to("/?login=foreign", request, response);
        } else if (office.isEmpty()) {
            Redirect.to("/", request, response);
        } else {
            Redirect.to(answer(request, response, office.get()), request, response);
        }
    }

    private String answer(HttpServletRequest request, HttpServletResponse response, Office office) {
        String again = ReturnAddress.parameter(request.getParameter("to"));
        String address = request.getRemoteAddr();
        Instant now = office.clock().instant();
        Duration wait = throttle.ask(address, now);
        if (!wait.isZero()) {
            LOG.log(Level.WARNING, "Too many failed log-ins: {0} must wait for {1} s", address, wait.toSeconds() + 1);
            return "/?login=wait&seconds=" + (wait.toSeconds() + 1) + again;
        }
        String token = Optional.ofNullable(request.getParameter("auth_token")).orElse("");
        Optional<Caller> administrator = office.clients().find(token).filter(Caller::administrator);
        if (administrator.isEmpty()) {
            LOG.log(Level.INFO, "A log-in from {0} was refused", address);
            return "/?login=wrong" + again;
        }
        throttle.succeeded(address, now);
        open(new Admission(administrator.get(), now), request, response, office);
        LOG.log(Level.INFO, "The administrator logged in from {0}", address);
        return ReturnAddress.of(request.getParameter("to")).orElse(PageGuard.FIRST_PAGE);
    }

    /** Always under a new id: one that somebody may have planted in the browser before is worth nothing afterwards. */
    private static void open(
            Admission admission, HttpServletRequest request, HttpServletResponse response, Office office) {
        Optional.ofNullable(request.getSession(false)).ifPresent(HttpSession::invalidate);
        HttpSession session = request.getSession(true);
        // A server may take over the id that the browser sent even for a new session.
        request.changeSessionId();
        admission.keepIn(session);
        session.setMaxInactiveInterval(
                (int) office.settings().get().get(Settings.ADMIN_SESSION_EXPIRE).toSeconds());
        SessionCookie.secure(session, request, response);
    }
}
