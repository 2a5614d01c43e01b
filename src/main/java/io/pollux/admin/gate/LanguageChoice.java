package io.pollux.admin.gate;

import io.pollux.admin.Languages;
import io.pollux.admin.Referrer;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** Keeps the language that somebody has chosen in a cookie, and leads back to the page. Works without a log-in. */
@WebServlet(urlPatterns = "/language", asyncSupported = true)
public class LanguageChoice extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Headers.protect(response);
        if (!SameOrigin.holds(request::getHeader)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        Languages.all().named(request.getParameter("to")).ifPresent(language -> response.addCookie(cookie(language)));
        String back = Referrer.of(request).flatMap(ReturnAddress::of).orElse("/");
        Redirect.to(back, request, response);
    }

    private static Cookie cookie(Locale language) {
        Cookie cookie = new Cookie(Languages.COOKIE, language.toLanguageTag());
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setMaxAge((int) Duration.ofDays(365).toSeconds());
        cookie.setAttribute("SameSite", "Lax");
        return cookie;
    }
}
