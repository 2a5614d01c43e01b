package io.pollux.upstream;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.EgressFailed;
import io.pollux.exchange.Fault;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Report;
import io.pollux.sorter.GoogleErrors;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What one call tells the way out that it takes, and what that makes of its failure. Used by one thread at a time. */
final class Passage {
    private static final int PROXY_LOGIN = 407;

    private final EgressHealth health;
    private final GeminiCall call;
    private final Optional<Upstream.Listener> listener;
    private final Function<GeminiCall, Optional<Duration>> shut;
    private final Optional<Failure> barred;
    private long beganAt;

    /**
     * @param listener absent for a call without a key, whose refusal says nothing
     * @param shut how long all ways are still closed to a call; absent when one is open
     * @param barred present when the call must not be sent at all
     */
    Passage(
            EgressHealth health,
            GeminiCall call,
            Optional<Upstream.Listener> listener,
            Function<GeminiCall, Optional<Duration>> shut,
            Optional<Failure> barred) {
        this.health = health;
        this.call = call;
        this.listener = listener;
        this.shut = shut;
        this.barred = barred;
    }

    Egress egress() {
        return health.egress();
    }

    Optional<Failure> barred() {
        return barred;
    }

    void begins() {
        beganAt = health.nanos();
    }

    /** Google has taken the call. */
    void served() {
        if (listener.isPresent()) {
            health.served(call, beganAt);
        } else {
            health.reached(beganAt);
        }
    }

    /**
     * The call has failed.
     *
     * @param status of the answer, 0 when none came
     * @return the failure to tell: the way's, where it is the way's
     */
    Failure failed(Failure failure, int status) {
        if (barred.isPresent() || failure.fault() == Fault.POLLUX || failure instanceof Failure.Overdue) {
            return failure;
        }
        if (failure instanceof EgressFailed egress && egress.location()) {
            health.misplaced(failure, call, beganAt);
            return closed(egress.report(), true);
        }
        boolean refusedByAPage = failure instanceof EgressFailed && (status == 401 || status == 403 || status == 429);
        if (refusedByAPage || GoogleErrors.isUnexplained(failure)) {
            return refused(failure);
        }
        if (failure instanceof EgressFailed) {
            boolean aheadOfGoogle = status == 0 || status == PROXY_LOGIN || status < 400;
            if (aheadOfGoogle) {
                health.broke(failure, beganAt);
            }
            return failure;
        }
        if (status > 0) {
            health.reached(beganAt);
        }
        return failure;
    }

    private Failure refused(Failure failure) {
        if (listener.isEmpty()) {
            health.reached(beganAt);
            return failure;
        }
        Optional<List<Runnable>> wronged = health.refused(failure, call, listener.get(), beganAt);
        if (wronged.isEmpty()) {
            return failure;
        }
        wronged.get().forEach(Runnable::run);
        return closed(Report.of(503, "UNAVAILABLE", health.reason(call)), false);
    }

    private EgressFailed closed(Report report, boolean location) {
        return new EgressFailed(report, location, shut.apply(call));
    }
}
