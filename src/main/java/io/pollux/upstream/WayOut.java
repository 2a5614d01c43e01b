package io.pollux.upstream;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import java.lang.System.Logger.Level;

/**
 * The connections of one event loop through one egress. Once the egress is no longer wished, it closes when the last
 * call is over: closing earlier would break those calls.
 */
final class WayOut {
    private static final System.Logger LOG = System.getLogger(WayOut.class.getName());

    private final HttpClient client;
    private int calls;
    private boolean retired;

    WayOut(HttpClient client) {
        this.client = client;
    }

    HttpClient client() {
        return client;
    }

    void enter() {
        calls++;
    }

    void leave() {
        calls--;
        closeIfDone();
    }

    void retire() {
        retired = true;
        closeIfDone();
    }

    private void closeIfDone() {
        if (retired && calls == 0) {
            Future<Void> closed = client.close();
            closed.onFailure(reason -> LOG.log(Level.WARNING, "A retired way out did not close", reason));
        }
    }
}
