package io.pollux.upstream;

import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Secret;
import io.pollux.settings.Settings;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;

/** What the settings of one moment mean for the way to Google. Made once per snapshot, used by many calls. */
final class Plan {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

    private final Settings settings;
    private final long number;
    private final GoogleAddress gemini;
    private final GoogleAddress vertex;
    private final RequestHeaders headers;
    private final List<Egress> egresses;
    private final long[] places;

    /** @param number one more than the plan's before */
    Plan(Settings settings, long number) {
        this.settings = settings;
        this.number = number;
        this.gemini = GoogleAddress.gemini(settings.get(Settings.BASE_URL));
        this.vertex = GoogleAddress.vertex(settings.get(Settings.VERTEX_EXPRESS_BASE_URL));
        this.headers = new RequestHeaders(settings.get(Settings.CUSTOM_HEADERS));
        List<Egress> proxies = settings.get(Settings.PROXIES).stream()
                .map(Egress::of)
                .distinct()
                .toList();
        this.egresses = proxies.isEmpty() ? List.of(Egress.DIRECT) : proxies;
        this.places = egresses.stream().mapToLong(Egress::place).toArray();
    }

    boolean isOf(Settings others) {
        return settings == others;
    }

    long number() {
        return number;
    }

    GoogleAddress address(KeyKind kind) {
        return kind == KeyKind.VERTEX ? vertex : gemini;
    }

    RequestHeaders headers() {
        return headers;
    }

    List<Egress> egresses() {
        return egresses;
    }

    /**
     * The way out for a key: by rendezvous hashing, so that only the keys of a proxy that goes away move.
     *
     * @param chance gives a number below its argument; asked only when keys have no proxy of their own
     */
    Egress egress(Secret key, IntUnaryOperator chance) {
        if (egresses.size() == 1) {
            return egresses.get(0);
        }
        if (!settings.get(Settings.PROXIES_USE_CONSISTENCY_HASH_BY_API_KEY)) {
            return egresses.get(chance.applyAsInt(egresses.size()));
        }
        int heaviest = 0;
        for (int at = 1; at < places.length; at++) {
            if (Egress.weight(places[at], key) > Egress.weight(places[heaviest], key)) {
                heaviest = at;
            }
        }
        return egresses.get(heaviest);
    }

    /** The same as long as it can be entered; else that of the others which the key belongs to most. */
    Optional<Egress> egress(Secret key, IntUnaryOperator chance, Predicate<Egress> enters) {
        Egress own = egress(key, chance);
        if (enters.test(own)) {
            return Optional.of(own);
        }
        return egresses.stream()
                .filter(other -> other != own)
                .sorted(Comparator.comparingLong((Egress other) -> Egress.weight(other.place(), key))
                        .reversed())
                .filter(enters)
                .findFirst();
    }

    /** Until a connection is open, proxies and TLS included. */
    Duration connect() {
        Duration timeout = silence();
        return timeout.compareTo(LONGEST_CONNECT) < 0 ? timeout : LONGEST_CONNECT;
    }

    /** Until the first byte, and between bytes. */
    Duration silence() {
        return settings.get(Settings.TIME_OUT);
    }

    Duration total(Operation operation) {
        return settings.get(operation.streams() ? Settings.POLLUX_STREAM_TOTAL_TIMEOUT : Settings.POLLUX_TOTAL_TIMEOUT);
    }
}
