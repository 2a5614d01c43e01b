package io.pollux.admin.gate;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/**
 * The addresses that pages of the four balancers before this one had, or that their READMEs gave; bookmarks still have them.
 * Each leads to the page that does its work now.
 */
@WebServlet(
        urlPatterns = {
            "/error_logs",
            "/keys_status",
            "/stats",
            "/admin",
            "/admin/*",
            "/settings",
            "/profiles",
            "/test",
            "/en/*",
            "/zh/*"
        },
        asyncSupported = true)
public class OldAddress extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String ERRORS = "/logs?view=errors";
    private static final Map<String, String> PAGES = Map.of(
            "/error_logs",
            ERRORS,
            "/keys_status",
            "/keys",
            "/profiles",
            "/keys",
            "/settings",
            "/config",
            "/test",
            "/playground",
            "/admin/config",
            "/config",
            "/admin/logs",
            "/logs",
            "/admin/keys",
            "/keys",
            "/auth",
            "/");

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Headers.protect(response);
        Redirect.to(
                page(request.getRequestURI().substring(request.getContextPath().length())), request, response);
    }

    /** Where no page did quite the same, the dashboard is where to begin. */
    static String page(String address) {
        String path = address.replaceFirst("^/(en|zh)(?=/|$)", "").replaceFirst("/+$", "");
        return PAGES.getOrDefault(path, PageGuard.FIRST_PAGE);
    }
}
