package io.pollux.admin.gate;

import jakarta.servlet.http.HttpServletResponse;

/** What browsers are told about everything that belongs to the pages. The content policy comes from PrimeFaces. */
public final class Headers {
    private Headers() {}

    public static void protect(HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        // Not "no-referrer": browsers would then send "Origin: null" with our own forms.
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    }

    public static void forbidKeeping(HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
    }
}
