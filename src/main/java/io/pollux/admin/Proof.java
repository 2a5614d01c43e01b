package io.pollux.admin;

import io.pollux.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * That the administrator has given the token again a moment ago: asked for before a secret is shown, exported or sent to
 * another address, and before everything of a kind is deleted. It is good for {@link #GOOD_FOR} and in the session that it was given in.
 *
 * <p>Whoever does such a thing asks {@link #given} at the moment of doing it, whatever the page has asked before. It says
 * nothing of the log-in itself, which the gate has looked at. A call that carries the administrator's token needs no
 * proof: it is one.
 */
public record Proof(Instant at) {
    public static final Duration GOOD_FOR = Duration.ofMinutes(5);

    private static final String NAME = Proof.class.getName();
    /** Every key goes to where they lead. */
    private static final Set<String> LEADING =
            Set.of(Settings.BASE_URL.name(), Settings.VERTEX_EXPRESS_BASE_URL.name());

    /** Whether the session of this request has a proof that is still good. */
    public static boolean given(HttpServletRequest request, Instant now) {
        return Optional.ofNullable(request.getSession(false))
                .map(session -> session.getAttribute(NAME))
                .map(Proof.class::cast)
                .filter(proof -> proof.good(now))
                .isPresent();
    }

    /** Whether changing this setting takes a proof: as good as an export of all keys. */
    public static boolean neededFor(String setting) {
        return LEADING.contains(setting);
    }

    /** For the gate, when the token was right. */
    public void keepIn(HttpSession session) {
        session.setAttribute(NAME, this);
    }

    boolean good(Instant now) {
        return !now.isBefore(at) && now.isBefore(at.plus(GOOD_FOR));
    }
}
