package io.pollux.admin.gate;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;

/** The session's cookie where the way to the browser is encrypted. Not every server marks it Secure by itself. */
final class SessionCookie {
    private SessionCookie() {}

    /**
     * Sends the cookie once more, marked Secure, when the browser speaks HTTPS. A header that claims so without being
     * true does no harm: the browser that gets the mark just does not send the cookie over plain HTTP.
     */
    static void secure(HttpSession session, HttpServletRequest request, HttpServletResponse response) {
        boolean forwarded = "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
        if (!request.isSecure() && !forwarded) {
            return;
        }
        String name = session.getServletContext().getSessionCookieConfig().getName();
        Cookie cookie = new Cookie(Optional.ofNullable(name).orElse("JSESSIONID"), session.getId());
        cookie.setPath(request.getContextPath() + "/");
        cookie.setHttpOnly(true);
        cookie.setSecure(true);
        cookie.setAttribute("SameSite", "Lax");
        response.addCookie(cookie);
    }
}
