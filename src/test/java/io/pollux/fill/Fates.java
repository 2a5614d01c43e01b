package io.pollux.fill;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What becomes of single keys in the span: most stay well. The same number has the same fate. */
final class Fates {
    private static final Duration TOLERANCE = Duration.ofHours(6);

    private final Amount amount;
    /** The keys that Google comes to refuse. */
    private final TreeMap<Instant, Integer> refusals = new TreeMap<>();

    Fates(Amount amount) {
        this.amount = amount;
        for (int number = 0; number < amount.keys(); number++) {
            if (refused(number).isPresent()) {
                refusals.put(moment(number), number);
            }
        }
    }

    /** How Google comes to refuse a key. */
    record Refused(Instant at, String refusal, String reason) {}

    Optional<Refused> refused(int number) {
        if (number % 53 == 7) {
            return Optional.of(
                    new Refused(moment(number), "INVALID", "API key not valid. Please pass a valid API key."));
        }
        if (number % 211 == 3) {
            return Optional.of(new Refused(
                    moment(number),
                    "SUSPENDED",
                    "Permission denied: Consumer 'api_key:" + FilledKeys.masked(number) + "' has been suspended."));
        }
        return number % 1_009 == 5
                ? Optional.of(new Refused(
                        moment(number), "LEAKED", "Your API key was reported as leaked. Please use another API key."))
                : Optional.empty();
    }

    /** When an operator switches it off. */
    Optional<Instant> off(int number) {
        return number % 101 == 9 ? Optional.of(moment(number)) : Optional.empty();
    }

    /** Whether it can be lent. */
    boolean lends(int number, Instant at) {
        return (refused(number).isEmpty() && off(number).isEmpty()) || at.isBefore(moment(number));
    }

    /** The key that is the next to be refused, soon after a moment. */
    Optional<Integer> refusedNext(Instant at) {
        return Optional.ofNullable(refusals.ceilingEntry(at))
                .filter(next -> next.getKey().isBefore(at.plus(TOLERANCE)))
                .map(Map.Entry::getValue);
    }

    /** Spread over the span. */
    private Instant moment(int number) {
        double part = (number * 2_654_435_761L & 0xffff_ffffL) / (double) (1L << 32);
        return amount.end().minus(Duration.ofMillis((long) (amount.span().toMillis() * part)));
    }
}
