package io.pollux.admin.gate;

import io.pollux.admin.Office;
import io.pollux.admin.OfficeDoor;
import io.pollux.admin.PageToken;
import io.pollux.settings.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Optional;

/** Lets the administrator in. The address is gemini-balance's. */
@WebServlet(urlPatterns = "/auth", asyncSupported = true)
public class LogIn extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger(LogIn.class.getName());

    @Inject
    private transient OfficeDoor door;

    @Inject
    private transient Doorkeeper doorkeeper;

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
        Knock knock = doorkeeper.look(request, office);
        if (knock.seconds() > 0) {
            return "/?login=wait&seconds=" + knock.seconds() + again;
        }
        if (knock.administrator().isEmpty()) {
            return "/?login=wrong" + again;
        }
        Instant now = office.clock().instant();
        open(new Admission(knock.administrator().get(), now), request, response, office);
        LOG.log(Level.INFO, "The administrator logged in from {0}", request.getRemoteAddr());
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
        PageToken.another().keepIn(session);
        session.setMaxInactiveInterval(
                (int) office.settings().get().get(Settings.ADMIN_SESSION_EXPIRE).toSeconds());
        SessionCookie.secure(session, request, response);
    }
}
