package io.pollux.admin.gate;

import java.util.function.UnaryOperator;

/**
 * Whether a request that changes something comes from our own pages, going by headers that a browser sets and the scripts
 * of other sites cannot.
 */
final class SameOrigin {
    private SameOrigin() {}

    /** @param header a header's value, null when it is missing */
    static boolean holds(UnaryOperator<String> header) {
        String site = header.apply("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        String origin = header.apply("Origin");
        // Every browser of today names the origin of a POST. Who names none is a script, and no victim of another site.
        return origin == null
                || names(origin, header.apply("Host"))
                // A proxy in front of us may have put its own name for us into Host.
                || names(origin, header.apply("X-Forwarded-Host"));
    }

    private static boolean names(String origin, String host) {
        int start = origin.indexOf("://");
        return start > 0 && host != null && origin.substring(start + 3).equalsIgnoreCase(host.strip());
    }
}
