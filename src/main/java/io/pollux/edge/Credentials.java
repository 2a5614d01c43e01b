package io.pollux.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The token of a request, in whichever of the accepted ways it came. An empty one counts as absent, and so does an
 * {@code Authorization} of another scheme, which a proxy on the way may have asked for.
 */
final class Credentials {
    private static final String BEARER = "bearer ";

    /** Names that never travel beyond the door. */
    static final Set<String> HEADERS =
            Set.of("authorization", "x-goog-api-key", "x-api-key", "api-key", "cookie", "proxy-authorization");

    static final Set<String> PARAMETERS = Set.of("key", "access_token");

    private final Set<String> presented;

    private Credentials(Set<String> presented) {
        this.presented = presented;
    }

    static Credentials of(HttpServletRequest request, Map<String, String> query) {
        Set<String> presented = new LinkedHashSet<>(2);
        for (String value : Collections.list(request.getHeaders("Authorization"))) {
            // A server cuts the blank off an empty one.
            if ((value + ' ').toLowerCase(Locale.ROOT).startsWith(BEARER)) {
                add(presented, (value + ' ').substring(BEARER.length()));
            } else if (value.strip().indexOf(' ') < 0) {
                add(presented, value);
            }
        }
        for (String header : new String[] {"x-goog-api-key", "x-api-key", "api-key"}) {
            Collections.list(request.getHeaders(header)).forEach(value -> add(presented, value));
        }
        add(presented, query.getOrDefault("key", ""));
        return new Credentials(presented);
    }

    /** Whether the token came the way Google's own clients send it; an empty header says so too. */
    static boolean looksLikeGoogles(HttpServletRequest request, Map<String, String> query) {
        return request.getHeader("x-goog-api-key") != null || query.containsKey("key");
    }

    /** The token, unless there is none or there are two different ones. */
    Optional<String> token() {
        return presented.size() == 1 ? Optional.of(presented.iterator().next()) : Optional.empty();
    }

    boolean none() {
        return presented.isEmpty();
    }

    boolean contradictory() {
        return presented.size() > 1;
    }

    private static void add(Set<String> tokens, String value) {
        String token = value.strip();
        if (!token.isEmpty()) {
            tokens.add(token);
        }
    }
}
