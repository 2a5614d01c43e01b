package io.pollux.upstream;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Fault;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Hears whether a question without a key gets through a proxy: any answer of Google's is one. */
final class Trial implements Upstream.Listener {
    private final CompletableFuture<ProxyTrial> outcome = new CompletableFuture<>();
    private final Egress egress;
    private final Pace pace;
    private final long began;

    Trial(Egress egress, Pace pace) {
        this.egress = egress;
        this.pace = pace;
        this.began = pace.nanos();
    }

    CompletableFuture<ProxyTrial> outcome() {
        return outcome;
    }

    @Override
    public void onEvent(byte[] json) {
        end(true, "");
    }

    @Override
    public void onEnd() {
        end(true, "");
    }

    @Override
    public void onFailure(Failure failure) {
        boolean way = failure instanceof Failure.EgressFailed || failure instanceof Failure.Overdue;
        boolean lost = way || failure.fault() == Fault.POLLUX;
        end(!lost, lost ? failure.report().message() : "");
    }

    ProxyTrial late(int seconds) {
        return new ProxyTrial(egress.label(), false, Duration.ofSeconds(seconds), "No answer within " + seconds + " s");
    }

    void end(boolean leads, String words) {
        outcome.complete(new ProxyTrial(egress.label(), leads, Duration.ofNanos(pace.nanos() - began), words));
    }
}
