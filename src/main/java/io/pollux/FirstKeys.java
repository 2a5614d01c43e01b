package io.pollux;

import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Secret;
import io.pollux.keys.KeyDesk;
import io.pollux.settings.Settings;
import java.util.List;

/** The keys that the settings name: taken in at the start, as far as the key table has never seen them. */
record FirstKeys(KeyDesk keys) {
    void take(Settings settings) {
        take(settings.get(Settings.API_KEYS), KeyKind.GEMINI);
        take(settings.get(Settings.VERTEX_API_KEYS), KeyKind.VERTEX);
        take(settings.get(Settings.PAID_KEY), KeyKind.PAID);
    }

    private void take(List<Secret> named, KeyKind kind) {
        if (!named.isEmpty()) {
            keys.addUnseen(named, kind);
        }
    }
}
