package io.pollux.journal;

import io.pollux.exchange.Caller;
import io.pollux.exchange.ClientCall;
import io.pollux.exchange.Ending;
import io.pollux.exchange.Failure;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Operation;
import io.pollux.exchange.PassedOver;
import io.pollux.exchange.Report;
import io.pollux.exchange.Trail;
import io.pollux.exchange.Usage;
import io.pollux.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the journal keeps of a call while it waits to be written: everything but the bodies, which may be large.
 *
 * @param passedOver for each of the tries, which keys it did not get
 * @param waited how long the call waited for keys in all
 * @param firstByte from when the call came in until its client got a first byte
 * @param took from when it came in until its end
 * @param request what was sent to Google, or what the client sent when nothing was; empty unless it is to be recorded
 * @param refusal why the client got no answer, when no attempt says so
 */
record Entry(
        String callId,
        Caller caller,
        String dialect,
        Operation operation,
        String model,
        Instant receivedAt,
        Usage usage,
        Optional<Ending> ending,
        List<Trail.Try> tries,
        List<PassedOver> passedOver,
        Duration waited,
        Optional<Duration> firstByte,
        Duration took,
        Optional<Failure> refusal,
        byte[] request) {
    private static final byte[] NOTHING = {};

    static Entry of(Trail trail, Settings settings) {
        ClientCall call = trail.call();
        Optional<Failure> refusal = trail.failure().filter(failure -> !isTold(trail.tries(), failure));
        boolean recorded = settings.get(Settings.ERROR_LOG_RECORD_REQUEST_BODY)
                && (refusal.isPresent() || trail.tries().stream().anyMatch(attempt -> isError(attempt.failure())));
        return new Entry(
                call.id(),
                call.caller(),
                trail.dialect(),
                trail.geminiCall().map(GeminiCall::operation).orElse(call.operation()),
                trail.model(),
                call.receivedAt(),
                trail.usage(),
                Optional.ofNullable(trail.ending()),
                List.copyOf(trail.tries()),
                passedOver(trail),
                trail.waited(),
                trail.firstByteAt().map(at -> since(call, at)),
                since(call, trail.endedAt()),
                refusal.filter(failure -> isError(Optional.of(failure))),
                recorded ? request(trail) : NOTHING);
    }

    Entry withoutRequest() {
        return new Entry(
                callId,
                caller,
                dialect,
                operation,
                model,
                receivedAt,
                usage,
                ending,
                tries,
                passedOver,
                waited,
                firstByte,
                took,
                refusal,
                NOTHING);
    }

    /** The bytes that make entries differ in size. */
    long weight() {
        long weight = request.length + weight(refusal);
        for (Trail.Try attempt : tries) {
            weight += weight(attempt.failure());
        }
        return weight;
    }

    /** Whether the failure belongs into the error log: a client that leaves is nobody's error. */
    static boolean isError(Optional<Failure> failure) {
        return failure.filter(reason -> !(reason instanceof Failure.ClientGone)).isPresent();
    }

    private static List<PassedOver> passedOver(Trail trail) {
        PassedOver[] each = new PassedOver[trail.tries().size()];
        Arrays.setAll(each, trail::passedOver);
        return List.of(each);
    }

    private static boolean isTold(List<Trail.Try> tries, Failure failure) {
        return tries.stream()
                .anyMatch(attempt -> attempt.failure().filter(failure::equals).isPresent());
    }

    private static long weight(Optional<Failure> failure) {
        if (failure.isEmpty()) {
            return 0;
        }
        Report report = failure.get().report();
        return report.body().length + 2L * report.message().length();
    }

    /** Never less than nothing, for clocks may be set back; nothing when it never came to that. */
    private static Duration since(ClientCall call, Instant moment) {
        return moment == null || moment.isBefore(call.receivedAt())
                ? Duration.ZERO
                : Duration.between(call.receivedAt(), moment);
    }

    private static byte[] request(Trail trail) {
        return trail.geminiCall().map(GeminiCall::body).orElse(trail.call().body());
    }
}
