package io.pollux.admin.api;

import io.pollux.keys.ApiKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Keys that a request is about.
 *
 * @param keys by number, masked or whole
 */
record Selection(List<String> keys) {
    private static final int MOST = 10_000;

    /** @throws Refused when there are none, or too many, or one of them may be several */
    Found find(KeyBook book) {
        List<String> names = names();
        Map<String, ApiKey> found = book.find(names);
        Map<Long, ApiKey> known = new LinkedHashMap<>();
        names.stream().map(found::get).filter(Objects::nonNull).forEach(key -> known.putIfAbsent(key.getId(), key));
        List<String> unknown = names.stream()
                .filter(name -> !found.containsKey(name))
                .map(Masked::of)
                .toList();
        return new Found(List.copyOf(known.values()), unknown);
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

    /**
     * What became of the names.
     *
     * @param known each once, in their order
     * @param unknown masked, for a whole key that is not stored here is a secret all the same
     */
    record Found(List<ApiKey> known, List<String> unknown) {
        List<Long> ids() {
            return known.stream().map(ApiKey::getId).toList();
        }
    }
}
