package io.pollux.settings;

import static io.pollux.settings.Draft.address;
import static io.pollux.settings.Draft.flag;
import static io.pollux.settings.Draft.map;
import static io.pollux.settings.Draft.of;
import static io.pollux.settings.Draft.seconds;
import static io.pollux.settings.Draft.whole;
import static io.pollux.settings.Group.CALLS;

import io.pollux.exchange.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How Google is called: where, how often, for how long, by which way. */
interface CallSettings {
    Setting<URI> BASE_URL = address("BASE_URL", "https://generativelanguage.googleapis.com/v1beta")
            .live(CALLS, "Where Gemini is; a version at its end is used when a path names none");

    Setting<URI> VERTEX_EXPRESS_BASE_URL = address(
                    "VERTEX_EXPRESS_BASE_URL", "https://aiplatform.googleapis.com/v1beta1/publishers/google")
            .live(CALLS, "Where Vertex AI in express mode is");

    Setting<Map<String, String>> CUSTOM_HEADERS =
            map("CUSTOM_HEADERS", Kinds.TEXT_MAP).hidden().live(CALLS, "Headers added to every call to Google");

    Setting<Integer> MAX_RETRIES =
            whole("MAX_RETRIES", 3, 0, 10).live(CALLS, "Attempts of one call in all; 0 counts as 1");

    Setting<Boolean> POLLUX_RETRY_EMPTY_ANSWERS = flag("POLLUX_RETRY_EMPTY_ANSWERS", true)
            .live(
                    CALLS,
                    "An answer with nothing in it is replaced once by that of another project, if the client saw none of it");

    Setting<Duration> POLLUX_WAIT_FOR_KEY = seconds("POLLUX_WAIT_FOR_KEY", 15, 0, 600)
            .live(CALLS, "Seconds that a call may wait for a key that will be ready by then; 0: it is refused at once");

    Setting<Integer> POLLUX_MOST_WAITING = whole("POLLUX_MOST_WAITING", 1_000, 0, 100_000)
            .live(
                    CALLS,
                    "Calls that may wait for a key at the same time; one client takes at most as many places as it leaves free");

    Setting<Duration> TIME_OUT = seconds("TIME_OUT", 300, 1, 600)
            .live(CALLS, "Seconds to the first byte and between bytes; connecting has at most 10");

    Setting<Duration> POLLUX_TOTAL_TIMEOUT = seconds("POLLUX_TOTAL_TIMEOUT", 600, 1, 86_400)
            .live(CALLS, "Seconds that a call without stream may take in all");

    Setting<Duration> POLLUX_STREAM_TOTAL_TIMEOUT = seconds("POLLUX_STREAM_TOTAL_TIMEOUT", 1_200, 1, 86_400)
            .live(CALLS, "Seconds that a stream may take in all");

    Setting<List<Secret>> PROXIES = of("PROXIES", Kinds.PROXIES, List.of())
            .hidden()
            .live(CALLS, "Ways out: http:// or socks5:// addresses, with user:password@ where needed");

    Setting<Boolean> PROXIES_USE_CONSISTENCY_HASH_BY_API_KEY = flag("PROXIES_USE_CONSISTENCY_HASH_BY_API_KEY", true)
            .live(CALLS, "true: a key keeps its proxy; false: any");

    Setting<Boolean> URL_NORMALIZATION_ENABLED =
            flag("URL_NORMALIZATION_ENABLED", false).live(CALLS, "Repair paths that clients build wrongly");
}
