package io.pollux.relay;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.BadCall;
import io.pollux.exchange.Failure.ClientGone;
import io.pollux.exchange.Failure.EgressFailed;
import io.pollux.exchange.Failure.GoogleFailed;
import io.pollux.exchange.Failure.KeyRefused;
import io.pollux.exchange.Failure.ModelClosed;
import io.pollux.exchange.Failure.ModelOverloaded;
import io.pollux.exchange.Failure.NoKeyReady;
import io.pollux.exchange.Failure.Overdue;
import io.pollux.exchange.Failure.OwnFault;
import io.pollux.exchange.Failure.ProjectRefused;
import io.pollux.exchange.Failure.QuotaSpent;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Failure.Refusal;
import io.pollux.exchange.Failure.SignatureRefused;
import io.pollux.exchange.Report;
import io.pollux.exchange.Trail.Try;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One failure of each kind, as upstream would report it. */
final class Failures {
    static final Failure BAD_CALL = new BadCall(google(400, "INVALID_ARGUMENT"));
    static final Failure SIGNATURE = new SignatureRefused(google(400, "INVALID_ARGUMENT"));
    static final Failure KEY_INVALID = refused(Refusal.INVALID);
    static final Failure PROJECT_REFUSED = new ProjectRefused(google(400, "FAILED_PRECONDITION"), Duration.ofHours(24));
    static final Failure MODEL_CLOSED = new ModelClosed(google(404, "NOT_FOUND"));
    static final Failure DAY_QUOTA = quota(QuotaWindow.DAY);
    static final Failure MINUTE_QUOTA = quota(QuotaWindow.MINUTE);
    static final Failure UNSTATED_QUOTA = quota(QuotaWindow.UNSTATED);
    static final Failure OVERLOADED = new ModelOverloaded(google(503, "UNAVAILABLE"), Optional.empty());
    static final Failure INTERNAL = new GoogleFailed(google(500, "INTERNAL"));
    static final Failure TIMED_OUT = new GoogleFailed(google(504, "DEADLINE_EXCEEDED"));
    static final Failure RESET = new EgressFailed(Report.of(502, "UNAVAILABLE", "Connection reset"), false);
    static final Failure WRONG_PLACE = new EgressFailed(google(400, "FAILED_PRECONDITION"), true);
    static final Failure OVERDUE = new Overdue(Report.of(504, "DEADLINE_EXCEEDED", "No byte in 300 s"));
    static final Failure GONE = new ClientGone();
    static final Failure OWN = new OwnFault(Report.of(500, "INTERNAL", "Ours"));
    static final Failure NO_KEY =
            new NoKeyReady(Report.of(429, "RESOURCE_EXHAUSTED", "All cooling"), Optional.of(Duration.ofSeconds(7)));

    private Failures() {}

    static Failure refused(Refusal refusal) {
        return new KeyRefused(google(403, "PERMISSION_DENIED"), refusal);
    }

    static QuotaSpent quota(QuotaWindow window) {
        return new QuotaSpent(google(429, "RESOURCE_EXHAUSTED"), window, Optional.empty());
    }

    static Report google(int status, String code) {
        byte[] body =
                ("{\"error\":{\"code\":" + status + ",\"status\":\"" + code + "\"}}").getBytes(StandardCharsets.UTF_8);
        return new Report(status, code, "Google says " + status, body);
    }

    /** Attempts that ended so, one after another, without a proxy. */
    static List<Try> tries(Failure... failures) {
        return triesBy("direct", failures);
    }

    static List<Try> triesBy(String egress, Failure... failures) {
        List<Try> tries = new ArrayList<>();
        for (Failure failure : failures) {
            tries.add(new Try(
                    tries.size() + 1L,
                    "AIza...",
                    egress,
                    Instant.EPOCH,
                    Duration.ZERO,
                    Duration.ZERO,
                    failure.report().status(),
                    Optional.of(failure)));
        }
        return tries;
    }
}
