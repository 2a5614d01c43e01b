package io.pollux.pool;

import io.pollux.exchange.KeyKind;
import io.pollux.settings.Settings;
import java.util.List;

/** When keys of paid projects serve calls that free ones could. */
enum PaidKeys {
    AFTER(List.of(KeyKind.GEMINI, KeyKind.PAID)),
    BEFORE(List.of(KeyKind.PAID, KeyKind.GEMINI)),
    APART(List.of(KeyKind.GEMINI));

    private static final List<KeyKind> PAID = List.of(KeyKind.PAID);
    private static final List<KeyKind> VERTEX = List.of(KeyKind.VERTEX);

    private final List<KeyKind> forGemini;

    PaidKeys(List<KeyKind> forGemini) {
        this.forGemini = forGemini;
    }

    static PaidKeys of(Settings settings) {
        return switch (settings.get(Settings.POLLUX_PAID_KEYS)) {
            case "before" -> BEFORE;
            case "apart" -> APART;
            default -> AFTER;
        };
    }

    /** The kinds of keys that may serve a call of that kind, those that come first in front. */
    List<KeyKind> serving(KeyKind kind) {
        return switch (kind) {
            case GEMINI -> forGemini;
            case PAID -> PAID;
            case VERTEX -> VERTEX;
        };
    }
}
