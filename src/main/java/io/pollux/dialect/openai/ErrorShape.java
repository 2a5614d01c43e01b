package io.pollux.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.dialect.ErrorReply;
import io.pollux.dialect.gemini.Json;
import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Report;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A failure in OpenAI's shape. Clients choose their error class by the status alone, and retry 408, 409, 429 and 5xx by
 * themselves unless told not to.
 *
 * <p>A refused key is the operator's trouble: a client that got Google's 401 or 403 would think its own token is bad.
 */
final class ErrorShape {
    /** Some clients sleep as long as they are told, be it for hours: longer waits are told in words. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private static final String INVALID = "invalid_request_error";
    private static final String SERVER = "server_error";
    private static final String RATE = "rate_limit_error";

    private ErrorShape() {}

    static ErrorReply of(Failure failure) {
        Shape shape = shape(failure);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", OnePiece.CONTENT_TYPE);
        Optional<Duration> wait = wait(failure);
        Optional<Duration> near = wait.filter(time -> time.compareTo(LONGEST_WAIT) <= 0);
        near.ifPresent(time -> {
            headers.put(
                    "Retry-After",
                    String.valueOf(Math.max(1, time.plusMillis(999).toSeconds())));
            headers.put("retry-after-ms", String.valueOf(Math.max(1, time.toMillis())));
        });
        if (near.isEmpty() && repeatable(shape.status)) {
            headers.put("x-should-retry", "false");
        }
        String message = failure.report().message();
        String text = wait.isPresent() && near.isEmpty() ? message + " " + later(wait.get()) : message;
        return new ErrorReply(shape.status, Map.copyOf(headers), body(shape, text));
    }

    private static byte[] body(Shape shape, String message) {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error");
        error.put("message", message);
        error.put("type", shape.type);
        error.putNull("param");
        if (shape.code.isEmpty()) {
            error.putNull("code");
        } else {
            error.put("code", shape.code);
        }
        return Json.bytes(body);
    }

    private static Shape shape(Failure failure) {
        Report report = failure.report();
        if (failure instanceof Failure.BadCall || failure instanceof Failure.SignatureRefused) {
            return request(report);
        }
        if (failure instanceof Failure.ClientGone) {
            return new Shape(499, INVALID, "");
        }
        if (failure instanceof Failure.QuotaSpent spent) {
            return quota(spent.window());
        }
        if (failure instanceof Failure.ModelClosed) {
            return new Shape(404, INVALID, "model_not_found");
        }
        if (failure instanceof Failure.NoKeyReady none) {
            return report.status() == 429
                    ? quota(none.spent().orElse(QuotaWindow.UNSTATED))
                    : new Shape(503, SERVER, "no_key_ready");
        }
        return ours(failure);
    }

    private static Shape ours(Failure failure) {
        if (failure instanceof Failure.KeyRefused || failure instanceof Failure.ProjectRefused) {
            return new Shape(503, SERVER, "no_usable_key");
        }
        if (failure instanceof Failure.ModelOverloaded) {
            return new Shape(503, SERVER, "overloaded");
        }
        if (failure instanceof Failure.Overdue) {
            return new Shape(504, SERVER, "timeout");
        }
        if (failure instanceof Failure.EgressFailed egress) {
            return new Shape(egress.retryAfter().isPresent() ? 503 : 502, SERVER, "upstream_unavailable");
        }
        if (failure instanceof Failure.GoogleFailed) {
            int status = failure.report().status();
            return new Shape(status >= 500 && status <= 599 ? status : 502, SERVER, "upstream_error");
        }
        return new Shape(500, SERVER, "");
    }

    private static Shape request(Report report) {
        int status = report.status() >= 400 && report.status() < 500 ? report.status() : 400;
        return switch (status) {
            case 401 -> new Shape(401, INVALID, "invalid_api_key");
            case 403 -> new Shape(403, "permission_error", "");
            case 404 -> new Shape(404, INVALID, "model_not_found");
            case 429 -> new Shape(429, RATE, "rate_limit_exceeded");
            case 400 -> new Shape(400, INVALID, tooLong(report.message()) ? "context_length_exceeded" : "");
            default -> new Shape(status, INVALID, "");
        };
    }

    private static boolean tooLong(String message) {
        return message.contains("token count") && message.contains("exceed");
    }

    private static Shape quota(QuotaWindow window) {
        return switch (window) {
            case DAY, NONE_GRANTED -> new Shape(429, "insufficient_quota", "insufficient_quota");
            case MINUTE, UNSTATED, TOOL -> new Shape(429, RATE, "rate_limit_exceeded");
        };
    }

    /** How long a client should wait, when waiting helps and the time is known. */
    private static Optional<Duration> wait(Failure failure) {
        if (failure instanceof Failure.NoKeyReady none) {
            return none.retryAfter();
        }
        if (failure instanceof Failure.ModelOverloaded overloaded) {
            return overloaded.retryDelay();
        }
        if (failure instanceof Failure.EgressFailed egress) {
            return egress.retryAfter();
        }
        // What Google names for a spent day is often a few seconds, and never true.
        if (failure instanceof Failure.QuotaSpent spent && spent.window() == QuotaWindow.MINUTE) {
            return spent.retryDelay();
        }
        return Optional.empty();
    }

    private static boolean repeatable(int status) {
        return status == 408 || status == 409 || status == 429 || status >= 500;
    }

    private static String later(Duration wait) {
        long minutes = Math.max(2, wait.plusSeconds(59).toMinutes());
        return "Try again in " + (minutes < 120 ? minutes + " minutes." : (minutes + 59) / 60 + " hours.");
    }

    private record Shape(int status, String type, String code) {}
}
