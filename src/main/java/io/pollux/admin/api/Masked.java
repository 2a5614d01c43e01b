package io.pollux.admin.api;

import io.pollux.exchange.Secret;
import java.util.regex.Pattern;

/** What a request has named, as it may be said back. */
final class Masked {
    private static final Pattern SHOWN = Pattern.compile(".{0,6}\\.\\.\\..{0,6}(#\\d{1,18})?|\\d{1,18}");

    private Masked() {}

    /** A number or a masked key as it is; anything else might be a whole key. */
    static String of(String name) {
        String text = name.strip();
        return text.isEmpty() || SHOWN.matcher(text).matches()
                ? text
                : Secret.of(text).masked();
    }
}
