package io.pollux.admin.gate;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;

/** Ends the session. Only by POST and only from our own pages, so that no other site's picture can do it. */
@WebServlet(urlPatterns = "/logout", asyncSupported = true)
public class LogOut extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Headers.protect(response);
        if (!SameOrigin.holds(request::getHeader)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        Optional.ofNullable(request.getSession(false)).ifPresent(HttpSession::invalidate);
        Redirect.to("/?login=out", request, response);
    }
}
