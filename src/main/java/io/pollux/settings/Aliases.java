package io.pollux.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names that other gateways for Gemini use in their environment. Where both are given, our name counts; lists of keys
 * and of clients' tokens are put together.
 *
 * @param values everything given, with our names filled in
 * @param used our name to the other one that filled it, to name the culprit of a wrong value
 */
record Aliases(Map<String, String> values, Map<String, String> used) {

    static Aliases in(Map<String, String> given) {
        Aliases aliases = new Aliases(new HashMap<>(given), new HashMap<>());
        aliases.add("GEMINI_API_KEYS", "API_KEYS");
        aliases.add("MASTER_API_KEY", "ALLOWED_TOKENS");
        aliases.fill("PROXY_URL", "PROXIES");
        aliases.fill("ADMIN_PASSWORD", "AUTH_TOKEN");
        aliases.host();
        return new Aliases(Map.copyOf(aliases.values), Map.copyOf(aliases.used));
    }

    private void fill(String other, String ours) {
        if (values.containsKey(other) && !values.containsKey(ours)) {
            values.put(ours, values.get(other));
            used.put(ours, other);
        }
    }

    private void add(String other, String ours) {
        if (!values.containsKey(other) || !values.containsKey(ours)) {
            fill(other, ours);
            return;
        }
        Optional<List<String>> own = list(values.get(ours));
        Optional<List<String>> others = list(values.get(other));
        if (own.isPresent() && others.isPresent()) {
            List<String> all = new ArrayList<>(own.get());
            all.addAll(others.get());
            values.put(ours, ListText.write(all));
        } else if (own.isPresent()) {
            // The setting's own check shall say what is wrong with it.
            values.put(ours, values.get(other));
            used.put(ours, other);
        }
    }

    private static Optional<List<String>> list(String text) {
        try {
            return Optional.of(ListText.read(text));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    /** Names a host, or an address without the version: the rest of BASE_URL's default stays. */
    private void host() {
        String host = values.get("GOOGLE_API_HOST");
        if (host == null || values.containsKey("BASE_URL")) {
            return;
        }
        String address = host.contains("://") ? host : "https://" + host;
        String version = Settings.BASE_URL.standard().getPath();
        values.put("BASE_URL", address.replaceAll("/+$", "") + version);
        used.put("BASE_URL", "GOOGLE_API_HOST");
    }
}
