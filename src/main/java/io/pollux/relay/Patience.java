package io.pollux.relay;

import io.pollux.exchange.ClientCall;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How long one call may still wait for keys: as long as the operator lets it, all its waits together; and never up to the
 * moment at which its client stops listening, for that is said by most clients in a header. Used in the call's mailbox
 * only.
 */
final class Patience {
    /** Google's clients, and the two that OpenAI's and Anthropic's send: all in seconds, sometimes with a fraction. */
    private static final List<String> IN_SECONDS =
            List.of("x-server-timeout", "x-stainless-timeout", "x-stainless-read-timeout");

    private static final String OF_GRPC = "grpc-timeout";
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})?");
    private static final Pattern GRPC = Pattern.compile("(\\d{1,8})([HMSmun])");
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);

    private final long lastMoment;
    private long left;

    /**
     * @param allowed by the operator
     * @param deadline when the call ends whatever becomes of it, in milliseconds since the epoch
     */
    Patience(Duration allowed, ClientCall call, long deadline) {
        this.left = allowed.toMillis();
        this.lastMoment = Math.min(deadline, lastMomentOf(call));
    }

    /** Until when a wait that begins now may last; now or earlier when it may not last at all. */
    long until(long now) {
        return Math.min(now + left, lastMoment);
    }

    /** So much of it is used up. */
    void used(long millis) {
        left = Math.max(0, left - millis);
    }

    /** A tenth of the client's time is left for the answer, which is of no use to a client that has just left. */
    private static long lastMomentOf(ClientCall call) {
        long received = call.receivedAt().toEpochMilli();
        return timeout(call.headers())
                .map(time -> received + time.toMillis() - time.toMillis() / 10)
                .orElse(Long.MAX_VALUE);
    }

    /** The shortest that the client names; zero and what cannot be understood name nothing. */
    private static Optional<Duration> timeout(Map<String, String> headers) {
        Stream<Duration> seconds = IN_SECONDS.stream()
                .map(name -> headers.getOrDefault(name, ""))
                .filter(value -> SECONDS.matcher(value).matches())
                .map(value -> Duration.ofMillis(
                        new BigDecimal(value).multiply(THOUSAND).longValue()));
        Stream<Duration> grpc = Stream.of(GRPC.matcher(headers.getOrDefault(OF_GRPC, "")))
                .filter(Matcher::matches)
                .map(match -> unit(match.group(2)).multipliedBy(Long.parseLong(match.group(1))));
        return Stream.concat(seconds, grpc).filter(time -> time.toMillis() > 0).min(Duration::compareTo);
    }

    private static Duration unit(String letter) {
        return switch (letter) {
            case "H" -> Duration.ofHours(1);
            case "M" -> Duration.ofMinutes(1);
            case "S" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMillis(1);
            case "u" -> Duration.ofNanos(1_000);
            default -> Duration.ofNanos(1);
        };
    }
}
