package io.pollux.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.dialect.ErrorReply;
import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Report;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A failure in the shape of {@code google.rpc.Status}: Google's own words where they are for the client, else ours. */
final class GeminiError {
    private static final String TYPE = "type.googleapis.com/google.rpc.";
    private static final String KEYS_REFUSED = "No key of this gateway could serve the call. Its operator can see why.";

    /** Clients believe a {@code Retry-After} blindly: some sleep for the hours that it names. */
    private static final Duration LONGEST_HINT = Duration.ofSeconds(60);

    private final Failure failure;
    private final Report report;

    private GeminiError(Failure failure, Report report) {
        this.failure = failure;
        this.report = report;
    }

    static GeminiError of(Failure failure) {
        boolean ours = failure instanceof Failure.KeyRefused || failure instanceof Failure.ProjectRefused;
        return new GeminiError(failure, ours ? Report.of(503, "UNAVAILABLE", KEYS_REFUSED) : failure.report());
    }

    ErrorReply reply() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json; charset=UTF-8");
        retryAfter().ifPresent(wait -> {
            if (wait.compareTo(LONGEST_HINT) <= 0) {
                headers.put("Retry-After", Long.toString(seconds(wait)));
            } else {
                headers.put("x-should-retry", "false");
            }
        });
        return new ErrorReply(status(), headers, body());
    }

    /** On one line, with {@code error} as the first member: Python's client looks for just these bytes. */
    byte[] inStream() {
        JsonNode google = google();
        return Json.bytes(Json.object().set("error", google.isObject() ? google.get("error") : ours()));
    }

    private byte[] body() {
        JsonNode google = google();
        if (!google.isObject()) {
            return Json.bytes(Json.object().set("error", ours()));
        }
        return google.equals(raw()) ? report.body() : Json.bytes(google);
    }

    /** Google's own error with the pool's truth about when to come again; a missing node when Google gave none. */
    private JsonNode google() {
        JsonNode body = raw();
        JsonNode root = body.isArray() ? body.path(0) : body;
        if (!(root.path("error") instanceof ObjectNode error)) {
            return MissingNode.getInstance();
        }
        if (failure instanceof Failure.QuotaSpent spent) {
            switch (spent.window()) {
                case MINUTE -> spent.retryDelay().ifPresent(wait -> GoogleDelay.replace(error, seconds(wait)));
                case DAY, NONE_GRANTED -> GoogleDelay.remove(error);
                case UNSTATED, TOOL -> {}
            }
        }
        return root;
    }

    /** What Google said, which now and then comes wrapped in an array. */
    private JsonNode raw() {
        try {
            return Json.tree(report.body());
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private ObjectNode ours() {
        ObjectNode error = Json.object()
                .put("code", status())
                .put("message", report.message())
                .put("status", report.code());
        retryAfter().ifPresent(wait -> detail(error.putArray("details"), wait));
        return error;
    }

    /** What Google would say in our place. Clients give up at a quota per day and wait for {@code RetryInfo}. */
    private void detail(ArrayNode details, Duration wait) {
        if (failure instanceof Failure.NoKeyReady none && none.spent().equals(Optional.of(QuotaWindow.DAY))) {
            details.addObject()
                    .put("@type", TYPE + "QuotaFailure")
                    .putArray("violations")
                    .addObject()
                    .put("quotaMetric", "generativelanguage.googleapis.com/generate_content_requests")
                    .put("quotaId", "GenerateRequestsPerDayPerProjectPerModel");
        } else {
            details.addObject().put("@type", TYPE + "RetryInfo").put("retryDelay", seconds(wait) + "s");
        }
    }

    private int status() {
        return report.status() >= 400 && report.status() < 600 ? report.status() : 502;
    }

    private Optional<Duration> retryAfter() {
        if (failure instanceof Failure.NoKeyReady none) {
            return none.retryAfter();
        }
        if (failure instanceof Failure.ModelOverloaded overloaded) {
            return overloaded.retryDelay();
        }
        if (failure instanceof Failure.EgressFailed egress) {
            return egress.retryAfter();
        }
        if (failure instanceof Failure.QuotaSpent spent && spent.window() == QuotaWindow.MINUTE) {
            return spent.retryDelay();
        }
        return Optional.empty();
    }

    /** Rounded up, so that nobody comes a moment too early. */
    static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
