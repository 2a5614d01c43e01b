package io.pollux.bench;

import java.util.List;
import java.util.Optional;

/** What stands side by side while it is measured. */
record Site(Proxy nginx, Proxy pollux, Optional<Proxy> also, UpstreamProcess upstream, Options options) {
    /** In the order in which they take turns. */
    List<Proxy> proxies() {
        return also.map(other -> List.of(nginx, pollux, other)).orElse(List.of(nginx, pollux));
    }

    List<Proxy> polluxes() {
        return proxies().subList(1, proxies().size());
    }
}
