package io.pollux.edge;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request's path and query, decoded by us from what the client really sent. Servers differ in what they decode,
 * normalise and cut off; the door decides from one reading only.
 *
 * @param segments the path's segments, decoded, without empty ones and path parameters
 * @param query the query parameters, decoded; of a repeated one the first counts
 */
record Address(List<String> segments, Map<String, String> query) {
    /**
     * @param rawPath the path as on the wire, behind the context path
     * @param rawQuery the query as on the wire; may be null, as the servlet API has it
     * @throws IllegalArgumentException for broken percent-encoding, and for a path that climbs with {@code ..}
     */
    static Address of(String rawPath, String rawQuery) {
        List<String> segments = new ArrayList<>();
        for (String raw : rawPath.split("/", -1)) {
            int parameter = raw.indexOf(';');
            String segment = decoded((parameter < 0 ? raw : raw.substring(0, parameter)).replace("+", "%2B"));
            for (String part : segment.split("/", -1)) {
                append(segments, part);
            }
        }
        return new Address(List.copyOf(segments), parameters(rawQuery));
    }

    private static void append(List<String> segments, String part) {
        if (part.equals("..")) {
            throw new IllegalArgumentException("The path climbs");
        }
        if (!part.isEmpty() && !part.equals(".")) {
            segments.add(part);
        }
    }

    private static Map<String, String> parameters(String rawQuery) {
        if (rawQuery == null || rawQuery.isEmpty()) {
            return Map.of();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : rawQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            if (!name.isEmpty()) {
                parameters.putIfAbsent(name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return text.indexOf('%') < 0 && text.indexOf('+') < 0 ? text : URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
