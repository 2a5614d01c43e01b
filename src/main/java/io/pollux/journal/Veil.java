package io.pollux.journal;

import io.pollux.exchange.Secret;
import java.util.Optional;
import java.util.regex.Pattern;

/** Hides keys in what is read: gemini-balance wrote them in full, into both tables. */
final class Veil {
    private static final String REMOVED = "***";
    private static final Pattern KEYS =
            Pattern.compile("AIza[0-9A-Za-z_-]{16,}|AQ\\.[0-9A-Za-z_-]{16,}|ya29\\.[0-9A-Za-z_.-]{16,}");
    private static final Pattern PARAMETERS = Pattern.compile("([?&](?:key|token)=)[^\\s&\"'\\\\<>]{4,}");
    private static final int LONGEST_MASKED = 20;

    private Veil() {}

    static String key(String text) {
        String known = Optional.ofNullable(text).orElse("");
        return known.contains("...") && known.length() <= LONGEST_MASKED || known.isBlank()
                ? known
                : Secret.of(known).masked();
    }

    static String text(String text) {
        String known = Optional.ofNullable(text).orElse("");
        String plain = PARAMETERS.matcher(known).replaceAll("$1" + REMOVED);
        return KEYS.matcher(plain).replaceAll(REMOVED);
    }
}
