package io.pollux.exchange;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A text that must never be printed: an API key, a client's token, a password.
 *
 * <p>{@link #toString()} shows only the masked form. {@link #reveal()} is for the one place that puts the text on the
 * wire or into a cipher; a search for its callers is the audit.
 */
public final class Secret {
    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException when the text is blank: an empty secret would match an absent one */
    public static Secret of(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("A secret is never empty");
        }
        return new Secret(text.strip());
    }

    public String reveal() {
        return text;
    }

    /** First six and last six characters; three and three up to a length of 18; nothing at all up to 8. */
    public String masked() {
        int length = text.length();
        if (length <= 8) {
            return "...";
        }
        int shown = length <= 18 ? 3 : 6;
        return text.substring(0, shown) + "..." + text.substring(length - shown);
    }

    /** Compares in a time that does not depend on where the texts differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return masked();
    }

    private byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
