package io.pollux.upstream;

import io.pollux.exchange.FailureException;
import io.pollux.exchange.GeminiCall;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Where one of Google's services is, and how a call is written as an address there. Never holds a credential.
 *
 * @param secure whether TLS is spoken
 * @param before the path up to the version, without a slash at its end
 * @param version the version where a call names none
 * @param after the path from the version on: empty, or Vertex' {@code /publishers/google}
 * @param spoken which versions of a call replace {@code version}
 */
record GoogleAddress(
        boolean secure, HostPort server, String before, String version, String after, Predicate<String> spoken) {
    private static final Pattern VERSION = Pattern.compile("v\\d{1,2}((alpha|beta)\\d{0,2})?");
    private static final Set<String> VERTEX_VERSIONS = Set.of("v1", "v1beta1");
    private static final Set<String> CREDENTIALS = Set.of("key", "access_token", "bearer_token", "oauth_token");
    /** They change what an answer looks like: the reader expects what it asks for itself. */
    private static final Set<String> FRAMINGS = Set.of("alt", "callback");

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final Set<String> DOLLAR_PARAMETERS = Set.of("$fields", "$prettyprint");

    /** The Developer API: the version is the last part of the base's path, or there is none. */
    static GoogleAddress gemini(URI base) {
        List<String> path = path(base);
        int last = path.size() - 1;
        boolean versioned = last >= 0 && VERSION.matcher(path.get(last)).matches();
        return new GoogleAddress(
                secure(base),
                server(base),
                joined(versioned ? path.subList(0, last) : path),
                versioned ? path.get(last) : "v1beta",
                "",
                version -> true);
    }

    /**
     * Vertex AI in express mode: the version stands before the publisher. Its versions are others than the Developer
     * API's, so one that it does not have gives way to the base's.
     */
    static GoogleAddress vertex(URI base) {
        List<String> path = new ArrayList<>(path(base));
        if (!path.isEmpty() && path.get(path.size() - 1).equals("models")) {
            path.remove(path.size() - 1);
        }
        int at = 0;
        while (at < path.size() && !VERSION.matcher(path.get(at)).matches()) {
            at++;
        }
        boolean versioned = at < path.size();
        List<String> after = versioned ? path.subList(at + 1, path.size()) : List.of();
        return new GoogleAddress(
                secure(base),
                server(base),
                joined(path.subList(0, at)),
                versioned ? path.get(at) : "v1beta1",
                after.isEmpty() ? "/publishers/google" : joined(after),
                VERTEX_VERSIONS::contains);
    }

    /**
     * Path and query of a call.
     *
     * @throws FailureException when the model's name is no name
     */
    String uri(GeminiCall call) {
        boolean named = !call.version().isEmpty() && spoken.test(call.version());
        StringBuilder uri = new StringBuilder(160).append(before).append('/');
        append(uri, named ? call.version() : version);
        uri.append(after).append('/');
        appendResource(uri, call.model());
        if (!call.operation().verb().isEmpty()) {
            uri.append(':').append(call.operation().verb());
        }
        appendQuery(uri, call);
        return uri.toString();
    }

    private static void appendResource(StringBuilder uri, String model) {
        if (model.isEmpty()) {
            uri.append("models");
            return;
        }
        if (model.indexOf('/') < 0) {
            uri.append("models/");
        }
        String separator = "";
        for (String segment : model.split("/", -1)) {
            uri.append(separator);
            append(uri, segment);
            separator = "/";
        }
    }

    /** One segment of a path: whatever stands in it, it stays one, and never climbs. */
    private static void append(StringBuilder uri, String segment) {
        if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
            throw FailureException.badCall("The model's name has an empty part or one that is only dots");
        }
        appendEncoded(uri, segment, b -> b == '-' || b == '.' || b == '_' || b == '~' || b == '@');
    }

    private static void appendQuery(StringBuilder uri, GeminiCall call) {
        char separator = '?';
        if (call.operation().streams()) {
            uri.append("?alt=sse");
            separator = '&';
        }
        for (String parameter : call.query().split("&", -1)) {
            if (mayPass(parameter)) {
                uri.append(separator);
                appendEncoded(uri, parameter, b -> b != '#' && b != '"' && b != '<' && b != '>');
                separator = '&';
            }
        }
    }

    private static boolean mayPass(String parameter) {
        String name = decoded(parameter.split("=", 2)[0]).strip().toLowerCase(Locale.ROOT);
        if (name.startsWith("$")) {
            return DOLLAR_PARAMETERS.contains(name);
        }
        return !name.isEmpty() && !CREDENTIALS.contains(name) && !FRAMINGS.contains(name);
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    private static void appendEncoded(StringBuilder uri, String text, IntPredicate plain) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean letter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
            if (letter || (b > ' ' && b < 0x7F && plain.test(b))) {
                uri.append((char) b);
            } else {
                uri.append('%').append(HEX.toHighHexDigit(b)).append(HEX.toLowHexDigit(b));
            }
        }
    }

    private static boolean secure(URI base) {
        return "https".equalsIgnoreCase(base.getScheme());
    }

    private static HostPort server(URI base) {
        return new HostPort(base.getHost(), base.getPort() >= 0 ? base.getPort() : secure(base) ? 443 : 80);
    }

    private static List<String> path(URI base) {
        return Arrays.stream(base.getRawPath().split("/"))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }

    private static String joined(List<String> segments) {
        return segments.isEmpty() ? "" : "/" + String.join("/", segments);
    }
}
