package io.pollux.journal.tally;

import io.pollux.exchange.Ending;
import io.pollux.exchange.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What calls of some time come to. It only grows; sums of parts add up to the sum of the whole. */
public final class Sums {
    private static final List<String> PLAIN = List.of(
            "calls_complete",
            "calls_failed",
            "calls_cut",
            "calls_abandoned",
            "attempts",
            "attempts_failed",
            "input_tokens",
            "cached_tokens",
            "output_tokens",
            "thought_tokens");

    private static final int ATTEMPTS = 4;
    private static final int TOKENS = 6;
    private static final int FIRST_BYTES = PLAIN.size();
    private static final int TOTALS = FIRST_BYTES + Scale.STEPS;

    /** In the order of the numbers. */
    static final List<String> COLUMNS = columns();

    private final long[] numbers = new long[COLUMNS.size()];
    private final Map<String, Long> failures = new TreeMap<>();

    private static List<String> columns() {
        List<String> names = new ArrayList<>(PLAIN);
        for (String kind : List.of("first_", "total_")) {
            for (int step = 0; step < Scale.STEPS; step++) {
                names.add(kind + String.format(Locale.ROOT, "%02d", step));
            }
        }
        return List.copyOf(names);
    }

    void call(Ending ending, Usage usage) {
        numbers[ending.ordinal()]++;
        numbers[TOKENS] += usage.prompt();
        numbers[TOKENS + 1] += usage.cached();
        numbers[TOKENS + 2] += usage.candidates();
        numbers[TOKENS + 3] += usage.thoughts();
    }

    void firstByte(Duration after) {
        numbers[FIRST_BYTES + Scale.step(after)]++;
    }

    void complete(Duration after) {
        numbers[TOTALS + Scale.step(after)]++;
    }

    void attempt(Counted.Attempt attempt) {
        numbers[ATTEMPTS]++;
        numbers[ATTEMPTS + 1] += attempt.success() ? 0 : 1;
        attempt.failure().ifPresent(reason -> failure(reason, 1));
    }

    void failure(String reason, long times) {
        failures.merge(reason, times, Long::sum);
    }

    void add(int column, long number) {
        numbers[column] += number;
    }

    long number(int column) {
        return numbers[column];
    }

    /** Takes another's in. */
    public Sums add(Sums other) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] += other.numbers[i];
        }
        other.failures.forEach(this::failure);
        return this;
    }

    public long calls(Ending ending) {
        return numbers[ending.ordinal()];
    }

    /** Of clients, each once, however it ended. */
    public long calls() {
        return Arrays.stream(Ending.values()).mapToLong(this::calls).sum();
    }

    /** Requests to Google. */
    public long attempts() {
        return numbers[ATTEMPTS];
    }

    /** Those that Google answered with another status than 2xx, or not at all. */
    public long attemptsFailed() {
        return numbers[ATTEMPTS + 1];
    }

    /** The cached ones among them. */
    public long inputTokens() {
        return numbers[TOKENS];
    }

    public long cachedTokens() {
        return numbers[TOKENS + 1];
    }

    /** The thoughts not among them. */
    public long outputTokens() {
        return numbers[TOKENS + 2];
    }

    public long thoughtTokens() {
        return numbers[TOKENS + 3];
    }

    /** How often what went wrong, by the name of the failure. */
    public Map<String, Long> failures() {
        return Map.copyOf(failures);
    }

    Map<String, Long> failuresInOrder() {
        return failures;
    }

    /** Until the client got its first byte, in milliseconds; 0 when none did. */
    public long firstByte(int percent) {
        return Scale.percentile(Arrays.copyOfRange(numbers, FIRST_BYTES, TOTALS), percent);
    }

    /** Until the last byte of complete calls, in milliseconds; 0 when there are none. */
    public long total(int percent) {
        return Scale.percentile(Arrays.copyOfRange(numbers, TOTALS, numbers.length), percent);
    }
}
