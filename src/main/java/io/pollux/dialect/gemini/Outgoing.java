package io.pollux.dialect.gemini;

import io.pollux.exchange.ClientCall;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which query parameters and headers of a client go on to Google. */
public final class Outgoing {
    /**
     * {@code accept} and {@code accept-encoding} are missing on purpose: the answer is read here, so what may come back
     * is not the client's to say.
     */
    private static final Set<String> HEADERS =
            Set.of("user-agent", "x-goog-api-client", "x-server-timeout", "api-revision", "x-goog-fieldmask");

    private static final Set<String> CREDENTIALS =
            Set.of("key", "access_token", "oauth_token", "bearer_token", "auth_token");

    /** What would make Google's answer something else than plain JSON; Pollux chooses the framing itself. */
    private static final Set<String> FORMATS = Set.of("alt", "callback");

    private Outgoing() {}

    /** The client's headers that may go on, by an allow-list, and JSON as the content type. */
    public static Map<String, String> headers(Map<String, String> client) {
        Map<String, String> kept = new LinkedHashMap<>();
        client.forEach((name, value) -> {
            if (HEADERS.contains(name)) {
                kept.put(name, value);
            }
        });
        String type = client.getOrDefault("content-type", "");
        kept.put("content-type", type.toLowerCase(Locale.ROOT).contains("json") ? type : "application/json");
        return kept;
    }

    /** The client's query without credentials and formats, encoded. */
    static String query(Map<String, String> client) {
        return client.entrySet().stream()
                .filter(parameter -> !CREDENTIALS.contains(bare(parameter.getKey())))
                .filter(parameter -> !FORMATS.contains(bare(parameter.getKey())))
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** Whether a stream is asked for as events; otherwise it is one JSON array. */
    static boolean events(Map<String, String> query) {
        return query.entrySet().stream()
                .anyMatch(parameter -> bare(parameter.getKey()).equals("alt")
                        && parameter.getValue().equalsIgnoreCase("sse"));
    }

    /** Whether the client asked for some members of the answer only, so that others are not missed in it. */
    static boolean partial(ClientCall call) {
        return call.headers().containsKey("x-goog-fieldmask")
                || call.query().keySet().stream().anyMatch(name -> bare(name).equals("fields"));
    }

    /** Google's system parameters may be written with a dollar sign in front. */
    private static String bare(String parameter) {
        String name = parameter.startsWith("$") ? parameter.substring(1) : parameter;
        return name.toLowerCase(Locale.ROOT);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
