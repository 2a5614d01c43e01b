package io.pollux.testing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a path asks for.
 *
 * @param operation as in the path ({@code generateContent}), or {@code models.list}, {@code models.get}
 * @param model the bare id, or {@code tunedModels/x}; empty for a list
 * @param vertex whether it is the express address of Vertex AI
 */
record Address(String version, String operation, String model, boolean vertex) {
    static final Address UNKNOWN = new Address("", "", "", false);

    private static final Pattern PATH = Pattern.compile(
            "/(v\\d\\w*)/(publishers/google/)?" + "(models|tunedModels|dynamic)(?:/([^/:]+))?(?::([A-Za-z]+))?");

    static Optional<Address> of(String method, String path) {
        // A plus sign is itself in a path, unlike in a query.
        Matcher found = PATH.matcher(URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8));
        if (!found.matches()) {
            return Optional.empty();
        }
        String id = found.group(4) == null ? "" : found.group(4);
        String verb = found.group(5) == null ? "" : found.group(5);
        boolean calls = !verb.isEmpty();
        if (calls && id.isEmpty() || !method.equals(calls ? "POST" : "GET")) {
            return Optional.empty();
        }
        String operation = calls ? verb : id.isEmpty() ? "models.list" : "models.get";
        String model = found.group(3).equals("models") || id.isEmpty() ? id : found.group(3) + "/" + id;
        return Optional.of(new Address(found.group(1), operation, model, found.group(2) != null));
    }
}
