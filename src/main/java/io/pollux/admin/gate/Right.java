package io.pollux.admin.gate;

import io.pollux.admin.Office;
import io.pollux.exchange.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** By what right a request wants something that only the administrator may have. */
public enum Right {
    /** By none. */
    NONE,
    /** There is a session, but what is to be changed did not come from a script of our own pages. */
    FOREIGN,
    /** The request carries the secret of a timer, CRON_SECRET. */
    CRON,
    /** Somebody has logged in at the pages. */
    SESSION,
    /** The request carries the administrator's token itself. */
    TOKEN;

    private static final Set<String> LOOKING = Set.of("GET", "HEAD");
    private static final String BEARER = "Bearer ";

    /** A token that is sent is what counts: a wrong one is not made good by a session. Whoever changes something by a session needs {@link ScriptPass}. */
    public static Right of(HttpServletRequest request, Office office) {
        Optional<String> token = token(request);
        if (token.isPresent()) {
            return office.clients().isAdministrator(token.get()) ? TOKEN : NONE;
        }
        if (Admission.of(request).filter(admission -> admission.holds(office)).isEmpty()) {
            return NONE;
        }
        boolean own = LOOKING.contains(request.getMethod())
                || ScriptPass.administrator(request, office).isPresent();
        return own ? SESSION : FOREIGN;
    }

    /** That of a timer, if the request carries its secret. */
    public static Right ofTimer(HttpServletRequest request, Optional<Secret> secret) {
        return token(request)
                        .filter(token -> !token.isBlank())
                        .map(Secret::of)
                        .filter(sent -> secret.equals(Optional.of(sent)))
                        .isPresent()
                ? CRON
                : NONE;
    }

    /** This one, or another where there is none. */
    public Right or(Supplier<Right> other) {
        return this == NONE ? other.get() : this;
    }

    /** With or without the word Bearer, as gemini-balance took it. */
    private static Optional<String> token(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Authorization"))
                .map(String::strip)
                .map(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                        ? value.substring(BEARER.length())
                        : value)
                .filter(value -> !value.regionMatches(true, 0, "Basic ", 0, "Basic ".length()));
    }
}
