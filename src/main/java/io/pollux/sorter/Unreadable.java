package io.pollux.sorter;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Failure.Refusal;
import io.pollux.exchange.Report;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What an error status without Google's JSON means. Pages and empty errors come from whoever stands between us and
 * Google, so the way out is suspected before any key is.
 */
final class Unreadable {
    private Unreadable() {}

    static Failure answer(int status, byte[] body, Optional<Duration> retryAfter) {
        String words = "Google answered with HTTP " + status + " and no readable reason";
        if (status == 407) {
            return egress("The proxy does not accept our user name and password");
        }
        if (status < 400) {
            return egress("Instead of Google's answer came HTTP " + status + ", a way to another address");
        }
        if (isPage(body) && (status == 401 || status == 403 || status == 429)) {
            return egress("Instead of Google's answer came a page with HTTP " + status);
        }
        return switch (status) {
            case 401, 403 ->
                new Failure.KeyRefused(Report.of(status, "UNAUTHENTICATED", words), Refusal.UNAUTHENTICATED);
            case 429 ->
                new Failure.QuotaSpent(
                        Report.of(status, "RESOURCE_EXHAUSTED", words), QuotaWindow.UNSTATED, retryAfter);
            case 408, 425 -> new Failure.GoogleFailed(Report.of(504, "DEADLINE_EXCEEDED", words));
            case 404 -> new Failure.BadCall(Report.of(status, "NOT_FOUND", words));
            case 499 -> new Failure.ClientGone(Report.of(status, "CANCELLED", words));
            default -> status < 500 ? new Failure.BadCall(Report.of(status, "INVALID_ARGUMENT", words)) : egress(words);
        };
    }

    private static Failure egress(String words) {
        return new Failure.EgressFailed(Report.of(502, "UNAVAILABLE", words), false);
    }

    private static boolean isPage(byte[] body) {
        String start = new String(body, 0, Math.min(body.length, 200), StandardCharsets.ISO_8859_1);
        String text = start.strip().toLowerCase(Locale.ROOT);
        return text.startsWith("<!doctype") || text.startsWith("<html") || text.startsWith("<?xml");
    }
}
