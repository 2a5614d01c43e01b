package io.pollux.admin;

import io.pollux.testing.Chromium;
import io.pollux.testing.Pollux;
import io.pollux.testing.Visitor;
import io.pollux.testing.Visitor.Screen;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

    /** So many of them, one on a line, counted from 1. */
    static String keys(String words, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> key(words + "-" + number))
                .collect(Collectors.joining("\n"));
    }

    /** Somebody who has logged in and looks at the keys. */
    static Visitor visit(Chromium chromium, Screen screen) {
        return new Visitor(chromium, POLLUX.base(), screen).logIn(Pollux.ADMINISTRATOR, "/keys");
    }
}
