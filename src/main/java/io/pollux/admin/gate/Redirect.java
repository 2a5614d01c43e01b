package io.pollux.admin.gate;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Sends a browser to another page. The address is without a host, since behind a proxy the server may not know its own
 * name and scheme.
 */
final class Redirect {
    private Redirect() {}

    /** @param address within the application, written by us or checked, and encoded */
    static void to(String address, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        if ("partial/ajax".equals(request.getHeader("Faces-Request"))) {
            partial(request.getContextPath() + address, response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", request.getContextPath() + address);
    }

    /** A page's script does not follow a plain redirect; this is how Faces tells it to leave. */
    private static void partial(String address, HttpServletResponse response) throws IOException {
        response.setContentType("text/xml");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter()
                .write("<?xml version='1.0' encoding='UTF-8'?><partial-response><redirect url=\""
                        + address.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;")
                        + "\"></redirect></partial-response>");
    }
}
