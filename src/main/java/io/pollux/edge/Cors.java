package io.pollux.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

/**
 * Lets browsers of the allowed origins call the model surface. Never with credentials: a token has to be in a header that
 * the page's own script sets, so a foreign page cannot use a visitor's.
 */
final class Cors {
    private Cors() {}

    /** @param origins those allowed; {@code *} among them allows all */
    static void allow(HttpServletRequest request, HttpServletResponse response, List<String> origins) {
        String origin = request.getHeader("Origin");
        boolean all = origins.contains("*");
        if (origin == null || !all && !origins.contains(origin)) {
            return;
        }
        response.setHeader("Access-Control-Allow-Origin", all ? "*" : origin);
        if (!all) {
            response.addHeader("Vary", "Origin");
        }
        response.setHeader(
                "Access-Control-Expose-Headers",
                "x-request-id, retry-after, retry-after-ms, x-should-retry, x-goog-upload-url, x-goog-upload-status");
        String method = request.getHeader("Access-Control-Request-Method");
        if (request.getMethod().equals("OPTIONS") && method != null) {
            preflight(request, response);
        }
    }

    private static void preflight(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE, OPTIONS");
        String headers = request.getHeader("Access-Control-Request-Headers");
        response.setHeader("Access-Control-Allow-Headers", headers == null ? "*" : headers);
        response.setHeader("Access-Control-Max-Age", "600");
    }
}
