package io.pollux.sorter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pollux.exchange.Failure;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Report;
import io.pollux.exchange.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Reads an error of Google's, as an answer or as an event of a stream, into a {@link Failure}: finds its status, its
 * words and its details, scrubs them, and asks {@link Verdict} what they mean. Also knows the answers that are not
 * Google's at all: a proxy's page, nothing.
 */
public final class GoogleErrors {
    /** What is read of an error's body; the rest may be left. */
    public static final int LARGEST_BODY = 1024 * 1024;

    private static final int LARGEST_MESSAGE = 4_000;
    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] ERROR = "\"error\"".getBytes(StandardCharsets.US_ASCII);

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(400, "INVALID_ARGUMENT"),
            Map.entry(401, "UNAUTHENTICATED"),
            Map.entry(403, "PERMISSION_DENIED"),
            Map.entry(404, "NOT_FOUND"),
            Map.entry(409, "ABORTED"),
            Map.entry(416, "OUT_OF_RANGE"),
            Map.entry(429, "RESOURCE_EXHAUSTED"),
            Map.entry(499, "CANCELLED"),
            Map.entry(500, "INTERNAL"),
            Map.entry(501, "UNIMPLEMENTED"),
            Map.entry(503, "UNAVAILABLE"),
            Map.entry(504, "DEADLINE_EXCEEDED"));
    /** Where the error is an event there is no HTTP status: the name, gRPC's number or Interactions' word has to do. */
    private static final Map<String, Integer> STATUSES = Map.ofEntries(
            Map.entry("INVALID_ARGUMENT", 400),
            Map.entry("FAILED_PRECONDITION", 400),
            Map.entry("OUT_OF_RANGE", 400),
            Map.entry("UNAUTHENTICATED", 401),
            Map.entry("PERMISSION_DENIED", 403),
            Map.entry("NOT_FOUND", 404),
            Map.entry("ABORTED", 409),
            Map.entry("ALREADY_EXISTS", 409),
            Map.entry("RESOURCE_EXHAUSTED", 429),
            Map.entry("CANCELLED", 499),
            Map.entry("INTERNAL", 500),
            Map.entry("UNKNOWN", 500),
            Map.entry("DATA_LOSS", 500),
            Map.entry("UNIMPLEMENTED", 501),
            Map.entry("UNAVAILABLE", 503),
            Map.entry("DEADLINE_EXCEEDED", 504),
            Map.entry("3", 400),
            Map.entry("9", 400),
            Map.entry("11", 400),
            Map.entry("16", 401),
            Map.entry("7", 403),
            Map.entry("5", 404),
            Map.entry("8", 429),
            Map.entry("1", 499),
            Map.entry("13", 500),
            Map.entry("2", 500),
            Map.entry("12", 501),
            Map.entry("14", 503),
            Map.entry("4", 504),
            Map.entry("invalid_request", 400),
            Map.entry("failed_precondition", 400),
            Map.entry("parameter_unknown", 400),
            Map.entry("prohibited_content", 400),
            Map.entry("authentication", 401),
            Map.entry("permission_denied", 403),
            Map.entry("not_found", 404),
            Map.entry("model_not_found", 404),
            Map.entry("out_of_range", 416),
            Map.entry("rate_limit_exceeded", 429),
            Map.entry("quota_exceeded", 429),
            Map.entry("cancelled", 499),
            Map.entry("overloaded", 503),
            Map.entry("unavailable", 503),
            Map.entry("deadline_exceeded", 504));

    private final GeminiCall call;
    private final Scrubber scrubber;

    /**
     * @param call the call that met the error: what it asked for decides what some errors mean
     * @param key the key it was sent with, which no report will show
     */
    public GoogleErrors(GeminiCall call, Secret key) {
        this.call = call;
        this.scrubber = new Scrubber(Optional.of(key));
    }

    /** For a call that is sent without a key. */
    public GoogleErrors(GeminiCall call) {
        this.call = call;
        this.scrubber = new Scrubber(Optional.empty());
    }

    /**
     * Whether a refusal names neither a key nor a project nor a quota: it may as well be meant for the way that the call
     * came.
     */
    public static boolean isUnexplained(Failure failure) {
        if (failure instanceof Failure.QuotaSpent spent) {
            return spent.window() == Failure.QuotaWindow.UNSTATED;
        }
        return failure instanceof Failure.KeyRefused refused
                && refused.refusal() == Failure.Refusal.UNAUTHENTICATED
                && ErrorBody.read(refused.report().body())
                        .filter(error -> !error.reasons().isEmpty())
                        .isEmpty();
    }

    /**
     * The failure that an answer with an error status is.
     *
     * @param retryAfter the header, empty without one
     * @param body the first {@link #LARGEST_BODY} bytes; the content type is not asked, Google gets it wrong
     */
    public Failure answer(int status, String retryAfter, byte[] body) {
        boolean fromGoogle = status >= 400 && status != 407;
        return ErrorBody.read(body)
                .filter(error -> fromGoogle)
                .map(error -> verdict(status, error, retryAfter))
                .orElseGet(() -> Unreadable.answer(status, body, Delays.read(retryAfter + "s")));
    }

    /** The failure that an event with an {@code error} in it is. */
    public Failure event(byte[] event) {
        return ErrorBody.read(event)
                .map(error -> verdict(statusOf(error), error, ""))
                .orElseGet(
                        () -> new Failure.GoogleFailed(Report.of(500, "INTERNAL", "Google sent an unreadable error")));
    }

    /** Whether an event is an error: has a member {@code error} at the top that says anything. */
    public static boolean isError(byte[] event) {
        if (!contains(event, ERROR)) {
            return false;
        }
        try (JsonParser parser = JSON.createParser(event)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean error = "error".equals(parser.currentName());
                JsonToken value = parser.nextToken();
                if (error && (value == JsonToken.START_OBJECT || value == JsonToken.VALUE_STRING)) {
                    return true;
                }
                parser.skipChildren();
            }
            return false;
        } catch (IOException broken) {
            return false;
        }
    }

    private Failure verdict(int status, ErrorBody error, String retryAfter) {
        String message = scrubber.text(error.message());
        Report report = new Report(
                status,
                error.status().isEmpty()
                        ? NAMES.getOrDefault(status, status < 500 ? "INVALID_ARGUMENT" : "INTERNAL")
                        : error.status(),
                message.length() > LARGEST_MESSAGE ? message.substring(0, LARGEST_MESSAGE) : message,
                error.bytesOf(scrubber.json(error.json())));
        Optional<Duration> delay =
                error.retryDelay().or(() -> Delays.inSentence(error.message())).or(() -> Delays.read(retryAfter + "s"));
        return new Verdict(error, report, call, delay).failure();
    }

    private static int statusOf(ErrorBody error) {
        if (error.code() >= 400 && error.code() < 600) {
            return error.code();
        }
        return Optional.ofNullable(STATUSES.get(error.status()))
                .or(() -> Optional.ofNullable(STATUSES.get(error.word())))
                .or(() -> Optional.ofNullable(STATUSES.get(String.valueOf(error.code()))))
                .orElse(500);
    }

    private static boolean contains(byte[] text, byte[] word) {
        int last = text.length - word.length;
        for (int at = 0; at <= last; at++) {
            if (text[at] == word[0] && text[at + 1] == word[1] && startsAt(text, at, word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsAt(byte[] text, int from, byte[] word) {
        for (int at = 0; at < word.length; at++) {
            if (text[from + at] != word[at]) {
                return false;
            }
        }
        return true;
    }
}
