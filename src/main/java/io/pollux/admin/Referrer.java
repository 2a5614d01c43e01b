package io.pollux.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;

/** The page that a request was sent from, as the browser's own address has it. */
public final class Referrer {
    private Referrer() {}

    /** Path and query without a host: wherever it comes from, it leads to a page of ours or nowhere. */
    public static Optional<String> of(HttpServletRequest request) {
        try {
            URI from =
                    URI.create(Optional.ofNullable(request.getHeader("Referer")).orElse(""));
            String path = Optional.ofNullable(from.getRawPath()).orElse("");
            String context = request.getContextPath();
            String query = from.getRawQuery() == null ? "" : "?" + from.getRawQuery();
            return path.startsWith(context) ? Optional.of(path.substring(context.length()) + query) : Optional.empty();
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
