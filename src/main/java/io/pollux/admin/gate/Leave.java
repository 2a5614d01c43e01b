package io.pollux.admin.gate;

import io.pollux.admin.PageToken;
import io.pollux.admin.Referrer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** Where somebody without a log-in is sent: to the login page, which says what happened and leads back afterwards. */
final class Leave {
    private static final Set<String> LOOKING = Set.of("GET", "HEAD");

    private Leave() {}

    /** @return an address within the application */
    static String from(HttpServletRequest request) {
        return "/?login=" + message(request) + ReturnAddress.parameter(page(request));
    }

    private static String message(HttpServletRequest request) {
        if (request.getRequestedSessionId() == null) {
            return "needed";
        }
        return LOOKING.contains(request.getMethod()) && !script(request) ? "expired" : "undone";
    }

    /** The page itself, or that on which the button stands whose request came too late. */
    private static String page(HttpServletRequest request) {
        if (!request.getMethod().equals("GET") || script(request)) {
            return Referrer.of(request).orElse("");
        }
        String path = request.getServletPath();
        String query = request.getQueryString();
        return query == null ? path : path + "?" + query;
    }

    private static boolean script(HttpServletRequest request) {
        return request.getHeader(PageToken.HEADER) != null;
    }
}
