package io.pollux.housekeeping;

import io.pollux.upstream.Proxies;
import io.pollux.upstream.ProxyView;
import java.util.List;

/** A house that goes out by its front door. */
final class NoProxies implements Proxies {
    @Override
    public List<ProxyView> views() {
        return List.of();
    }

    @Override
    public void checkNow() {}

    @Override
    public void checkDue() {}
}
