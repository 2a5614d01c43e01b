package io.pollux.admin.api;

import io.pollux.keys.ApiKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What keys are called: masked, and with the number behind it where another key is masked alike.
 *
 * @param alike masked forms that several keys share
 */
record KeyNames(Set<String> alike) {
    String of(ApiKey key) {
        return alike.contains(key.getMasked()) ? key.getMasked() + '#' + key.getId() : key.getMasked();
    }

    /** Something about each key under the key's name. */
    <T> Map<String, T> map(Collection<ApiKey> keys, Function<ApiKey, T> about) {
        Map<String, T> named = new LinkedHashMap<>();
        keys.forEach(key -> named.put(of(key), about.apply(key)));
        return named;
    }
}
