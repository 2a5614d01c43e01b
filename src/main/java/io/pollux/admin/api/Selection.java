package io.pollux.admin.api;

import io.pollux.keys.ApiKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys that a request is about.
 *
 * @param keys by number, masked or whole
 */
record Selection(List<String> keys) {
    private static final int MOST = 10_000;

    /** Each once, in their order; unknown ones are left out. */
    List<ApiKey> known(KeyBook book) {
        Map<Long, ApiKey> found = new LinkedHashMap<>();
        for (String name : names()) {
            book.find(name).ifPresent(key -> found.putIfAbsent(key.getId(), key));
        }
        return List.copyOf(found.values());
    }

    /** Those that nobody knows, masked, for a whole key that is not stored here is a secret all the same. */
    List<String> unknown(KeyBook book) {
        return names().stream()
                .filter(name -> book.find(name).isEmpty())
                .map(Masked::of)
                .toList();
    }

    private List<String> names() {
        if (keys == null || keys.isEmpty()) {
            throw Refused.because(400, "No keys were given");
        }
        if (keys.size() > MOST) {
            throw Refused.because(400, "More than " + MOST + " keys at once");
        }
        return keys.stream().filter(name -> name != null && !name.isBlank()).toList();
    }
}
