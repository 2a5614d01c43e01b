package io.pollux.testing;

import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request without its body.
 *
 * @param headers names in lower case
 * @param credentials each that was presented, the empty ones left out
 */
record Head(String method, String path, String query, Map<String, List<String>> headers, List<String> credentials) {

    static Head of(HttpServerRequest request) {
        Map<String, List<String>> headers = new TreeMap<>();
        request.headers()
                .forEach((name, value) -> headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), n -> new ArrayList<>())
                        .add(value));
        String query = request.query() == null ? "" : request.query();
        List<String> credentials = new ArrayList<>(headers.getOrDefault("x-goog-api-key", List.of()));
        parameter(query, "key").ifPresent(credentials::add);
        credentials.addAll(headers.getOrDefault("authorization", List.of()));
        credentials.removeIf(String::isBlank);
        return new Head(request.method().name(), request.path(), query, headers, List.copyOf(credentials));
    }

    Optional<String> parameter(String name) {
        return parameter(query, name);
    }

    boolean bearer() {
        return headers.containsKey("authorization");
    }

    private static Optional<String> parameter(String query, String name) {
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return Optional.of(URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }
}
