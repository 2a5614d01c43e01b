package io.pollux.pool;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.KeyRefused;
import io.pollux.exchange.Failure.QuotaSpent;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Failure.Refusal;
import io.pollux.exchange.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Failures of every kind. */
final class Failures {
    private Failures() {}

    static Failure spent(QuotaWindow window) {
        return new QuotaSpent(report(429), window, Optional.empty());
    }

    static Failure spent(QuotaWindow window, Duration retryDelay) {
        return new QuotaSpent(report(429), window, Optional.of(retryDelay));
    }

    static Failure refused(Refusal refusal) {
        return new KeyRefused(Report.of(403, "PERMISSION_DENIED", "Refused as " + refusal), refusal);
    }

    static Failure projectRefused(Duration bench) {
        return new Failure.ProjectRefused(report(429), bench);
    }

    static Failure modelClosed() {
        return new Failure.ModelClosed(report(404));
    }

    /** Those that are nobody's quota and no key's fault. */
    static List<Failure> blameless() {
        return List.of(
                new Failure.BadCall(report(400)),
                new Failure.ClientGone(),
                new Failure.SignatureRefused(report(400)),
                new Failure.ModelOverloaded(report(503), Optional.of(Duration.ofSeconds(30))),
                new Failure.EgressFailed(report(502), true),
                new Failure.GoogleFailed(report(500)),
                new Failure.Overdue(report(504)),
                new Failure.OwnFault(report(500)));
    }

    static List<Failure> all() {
        List<Failure> all = new ArrayList<>(blameless());
        for (QuotaWindow window : QuotaWindow.values()) {
            all.add(spent(window));
            all.add(spent(window, Duration.ofMillis(900)));
            all.add(spent(window, Duration.ofSeconds(34)));
            all.add(spent(window, Duration.ofSeconds(65_205)));
            all.add(spent(window, Duration.ofSeconds(-5)));
            all.add(spent(window, Duration.ofSeconds(Long.MAX_VALUE)));
        }
        for (Refusal refusal : Refusal.values()) {
            all.add(refused(refusal));
        }
        all.add(projectRefused(Duration.ofHours(6)));
        all.add(projectRefused(Duration.ZERO));
        all.add(projectRefused(Duration.ofSeconds(Long.MAX_VALUE)));
        all.add(modelClosed());
        return all;
    }

    private static Report report(int status) {
        return Report.of(status, "SOME_CODE", "What Google said");
    }
}
