package io.pollux.housekeeping;

import io.pollux.exchange.Secret;
import io.pollux.upstream.Proxies;
import io.pollux.upstream.ProxyTrial;
import io.pollux.upstream.ProxyView;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A house that goes out by its front door. */
final class NoProxies implements Proxies {
    private int checks;

    /** How often the house wanted to ask those that are set aside. */
    int checks() {
        return checks;
    }

    @Override
    public List<ProxyView> views() {
        return List.of();
    }

    @Override
    public void checkNow() {}

    @Override
    public void checkDue() {
        checks++;
    }

    @Override
    public CompletionStage<ProxyTrial> trial(Secret proxy) {
        throw new UnsupportedOperationException("there are none");
    }
}
