package io.pollux.admin.gate;

import io.pollux.admin.Languages;
import io.pollux.admin.Texts;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** What a person sees instead of a server's own error page, which would tell too much: that it failed, and where to look. */
final class Apology {
    private static final System.Logger LOG = System.getLogger(Apology.class.getName());
    private static final String PAGE = """
        <!DOCTYPE html>
        <html lang="%s"><head><meta charset="UTF-8"><meta name="viewport" content="width=device-width">
        <title>%s</title><style>
        :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
        a { color: light-dark(#2454c5, #8fb4ff) }
        body { max-width: 36rem; margin: 20vh auto; padding: 0 1.5rem }
        </style></head>
        <body><h1>%s</h1><p>%s</p><p><a href="%s/dashboard">%s</a></p></body></html>
        """;

    private Apology() {}

    /** Lets the request go on, and apologises when that fails before anything was sent. */
    static void instead(FilterChain chain, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException e) {
            if (response.isCommitted()) {
                throw e;
            }
            String reference = Integer.toHexString(ThreadLocalRandom.current().nextInt());
            LOG.log(Level.ERROR, "The page " + request.getServletPath() + " failed, reference " + reference, e);
            send(reference, request, response);
        }
    }

    private static void send(String reference, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Locale language = Languages.of(request);
        response.reset();
        Headers.protect(response);
        Headers.forbidKeeping(response);
        response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        response.setContentType("text/html");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        String heading = Texts.say(language, "failure.heading");
        response.getWriter()
                .write(PAGE.formatted(
                        language.toLanguageTag(),
                        heading,
                        heading,
                        Texts.say(language, "failure.words", reference),
                        request.getContextPath(),
                        Texts.say(language, "failure.again")));
    }
}
