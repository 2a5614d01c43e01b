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
            "/docs",
            "/redoc",
            "/test",
            "/en/*",
            "/zh/*"
        },
        asyncSupported = true)
public class OldAddress extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String ERRORS = "/logs?view=errors";
    private static final String DESCRIPTION = "/openapi.json";
    private static final Map<String, String> PAGES = Map.ofEntries(
            Map.entry("/error_logs", ERRORS),
            Map.entry("/keys_status", "/keys"),
            Map.entry("/profiles", "/keys"),
            Map.entry("/settings", "/config"),
            Map.entry("/test", "/playground"),
            Map.entry("/admin/config", "/config"),
            Map.entry("/admin/logs", "/logs"),
            Map.entry("/admin/keys", "/keys"),
            Map.entry("/auth", "/"),
            Map.entry("/docs", DESCRIPTION),
            Map.entry("/redoc", DESCRIPTION));

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
