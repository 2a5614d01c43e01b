package io.pollux.admin;

import io.pollux.testing.Pollux;
import java.util.Map;

/** The Pollux whose pages are tested: without any key at first, so that tests bring their own. */
final class Premises {
    private static final Pollux POLLUX = Pollux.start("office", Map.of("API_KEYS", "[]"));

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(POLLUX::close, "office-end"));
    }

    private Premises() {}

    static Pollux open() {
        return POLLUX;
    }

    /** A key that nobody else has; the words are for the fake Google. */
    static String key(String words) {
        String start = "AIzaSy-" + words + "-";
        return start + "0".repeat(39 - start.length());
    }
}
