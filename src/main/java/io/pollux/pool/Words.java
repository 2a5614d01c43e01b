package io.pollux.pool;

import io.pollux.exchange.KeyKind;
import java.time.Duration;

/** How the pool puts things to a person. */
final class Words {
    private static final int REASON_LENGTH = 240;

    private Words() {}

    /** Google's messages run to many lines; ten thousand keys keep one each. */
    static String clipped(String text) {
        return text.length() <= REASON_LENGTH ? text : text.substring(0, REASON_LENGTH - 3) + "...";
    }

    static String kind(KeyKind kind) {
        return switch (kind) {
            case GEMINI -> "Gemini";
            case VERTEX -> "Vertex";
            case PAID -> "paid";
        };
    }

    /** Rounded up to what a person wants to know: {@code 45 s}, {@code 3 min}, {@code 7 h 12 min}. */
    static String lasting(Duration duration) {
        long seconds = Math.max(1, duration.plusMillis(999).toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        long minutes = (seconds + 59) / 60;
        if (minutes < 60) {
            return minutes + " min";
        }
        return minutes / 60 + " h " + minutes % 60 + " min";
    }
}
