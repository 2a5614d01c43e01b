package io.pollux.upstream;

import io.pollux.exchange.Failure.KeyRefused;
import io.pollux.exchange.Failure.Refusal;
import io.pollux.exchange.FailureException;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Report;
import io.pollux.exchange.Secret;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What stands above a request's body: of the client's headers only what is on a list, and exactly one credential. */
final class RequestHeaders {
    private static final System.Logger LOG = System.getLogger(RequestHeaders.class.getName());

    private static final String KEY = "x-goog-api-key";
    private static final Set<String> PASSED =
            Set.of("user-agent", "x-goog-api-client", "x-server-timeout", "api-revision", "x-goog-fieldmask", "range");

    /** What CUSTOM_HEADERS may not say: whose call it is, where it goes, and how the bytes are framed. */
    private static final Set<String> RESERVED = Set.of(
            KEY,
            "authorization",
            "cookie",
            "host",
            "content-length",
            "content-type",
            "content-encoding",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "upgrade",
            "expect",
            "accept-encoding");

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7E\\x80-\\xFF]{0,8000}");

    private final Map<String, String> custom = new LinkedHashMap<>();

    /** @param wished CUSTOM_HEADERS; what may not be sent is left out and named in the log */
    RequestHeaders(Map<String, String> wished) {
        wished.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (sendable(name, value) && !RESERVED.contains(lower) && !lower.startsWith("proxy-")) {
                custom.put(lower, value);
            } else {
                LOG.log(Level.WARNING, "CUSTOM_HEADERS: {0} is not sent, it is reserved or malformed", printable(name));
            }
        });
    }

    /**
     * The headers of one request.
     *
     * @throws FailureException when the key cannot be a key
     */
    MultiMap of(GeminiCall call, Optional<Secret> key) {
        if (key.isPresent() && !sendable(KEY, key.get().reveal())) {
            throw new FailureException(new KeyRefused(
                    Report.of(400, "INVALID_ARGUMENT", "The key has characters that no key has"), Refusal.INVALID));
        }
        MultiMap headers = HttpHeaders.headers();
        // Not compressed: events are small and come one by one, and inflating costs more than a data centre's network.
        // An answer that is compressed all the same is read.
        headers.set("accept-encoding", "identity");
        headers.set("accept", call.operation().streams() ? "text/event-stream" : "application/json");
        if (!call.operation().reads()) {
            headers.set("content-type", "application/json");
        }
        headers.set("user-agent", "pollux");
        call.headers().forEach((name, value) -> {
            if (PASSED.contains(name) && sendable(name, value)) {
                headers.set(name, value);
            }
        });
        custom.forEach(headers::set);
        key.ifPresent(sent -> headers.set(KEY, sent.reveal()));
        return headers;
    }

    private static boolean sendable(String name, String value) {
        return NAME.matcher(name).matches() && VALUE.matcher(value).matches();
    }

    private static String printable(String name) {
        return NAME.matcher(name).matches() ? name : "a header";
    }
}
