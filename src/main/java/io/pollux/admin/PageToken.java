package io.pollux.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What the scripts of our pages send along, in the header {@link #HEADER}, so that no page of another site can use the
 * session: it is chosen by chance at each log-in and stands in pages only.
 */
public record PageToken(String value) {
    public static final String HEADER = "X-Pollux-Page";

    private static final String NAME = PageToken.class.getName();
    private static final int BYTES = 24;
    private static final SecureRandom CHANCE = new SecureRandom();

    public static PageToken another() {
        byte[] bytes = new byte[BYTES];
        CHANCE.nextBytes(bytes);
        return new PageToken(HexFormat.of().formatHex(bytes));
    }

    /** That of the request's session; empty for somebody who has not logged in. */
    public static Optional<PageToken> of(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false))
                .map(session -> session.getAttribute(NAME))
                .map(PageToken.class::cast);
    }

    /** Whether the request carries the token of its session. */
    public static boolean carriedBy(HttpServletRequest request) {
        byte[] carried =
                Optional.ofNullable(request.getHeader(HEADER)).orElse("").getBytes(StandardCharsets.UTF_8);
        return of(request)
                .filter(token -> MessageDigest.isEqual(token.value.getBytes(StandardCharsets.UTF_8), carried))
                .isPresent();
    }

    /** For the gate, at a log-in. */
    public void keepIn(HttpSession session) {
        session.setAttribute(NAME, this);
    }
}
