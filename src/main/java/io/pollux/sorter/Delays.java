package io.pollux.sorter;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the ways in which Google writes how long to wait: {@code 33s}, {@code 34.074824224s}, {@code 900ms}, {@code 15h9m36.1s}. */
final class Delays {
    private static final String AMOUNT = "(?:(\\d{1,9})h)?(?:(\\d{1,9})m(?!s))?(?:(\\d{1,9}(?:\\.\\d{1,12})?)(ms|s))?";
    private static final Pattern WHOLE = Pattern.compile(AMOUNT);
    private static final Pattern SENTENCE = Pattern.compile("(?i)\\bretry in " + AMOUNT);
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);
    /** A longer wait than this is a mistake of somebody's clock or units. */
    private static final Duration LONGEST = Duration.ofDays(31);

    private Delays() {}

    /** The value of a {@code retryDelay}, in the text form or as the message with {@code seconds} and {@code nanos}. */
    static Optional<Duration> read(JsonNode value) {
        if (value.isObject()) {
            long seconds = Math.min(value.path("seconds").asLong(), LONGEST.toSeconds() + 1);
            return bounded(Duration.ofSeconds(
                    Math.max(seconds, 0), Math.max(value.path("nanos").asInt(), 0)));
        }
        if (value.isNumber()) {
            return read(value.asText() + "s");
        }
        return value.isTextual() ? read(value.asText()) : Optional.empty();
    }

    static Optional<Duration> read(String text) {
        Matcher matcher = WHOLE.matcher(text.strip());
        return matcher.matches() ? duration(matcher) : Optional.empty();
    }

    /** What a message says in words: {@code Please retry in 25.4s.} */
    static Optional<Duration> inSentence(String message) {
        Matcher matcher = SENTENCE.matcher(message);
        return matcher.find() ? duration(matcher) : Optional.empty();
    }

    private static Optional<Duration> duration(Matcher amount) {
        if (amount.group(1) == null && amount.group(2) == null && amount.group(3) == null) {
            return Optional.empty();
        }
        Duration sum = Duration.ofHours(whole(amount.group(1))).plusMinutes(whole(amount.group(2)));
        if (amount.group(3) != null) {
            BigDecimal nanos = new BigDecimal(amount.group(3)).multiply(NANOS);
            sum = sum.plusNanos("ms".equals(amount.group(4)) ? nanos.longValue() / 1000 : nanos.longValue());
        }
        return bounded(sum);
    }

    private static long whole(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** Zero is no delay either: it stands in answers that mean something else. */
    private static Optional<Duration> bounded(Duration delay) {
        return delay.isZero() || delay.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(delay);
    }
}
