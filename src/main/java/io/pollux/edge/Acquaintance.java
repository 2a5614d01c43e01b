package io.pollux.edge;

import io.pollux.exchange.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Who may call without a token: whoever is known in another way. Asked only for a request that carries no token at all.
 * Whoever answers has made sure that the request is that person's own wish and not another site's.
 */
@FunctionalInterface
public interface Acquaintance {
    Optional<Caller> known(HttpServletRequest request);
}
