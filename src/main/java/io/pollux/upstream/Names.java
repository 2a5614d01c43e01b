package io.pollux.upstream;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Host names to addresses, by the JVM's resolver, so that hosts files, search domains and the server's own settings
 * count. That resolver blocks, so it runs beside the event loop; a name that is known is used at once and looked up
 * again in the background. Belongs to one event loop.
 */
final class Names {
    private static final long FRESH = Duration.ofSeconds(30).toNanos();

    private final Context loop;
    private final Map<String, Known> known = new HashMap<>();
    private final Map<String, Future<Known>> lookUps = new HashMap<>();

    Names(Context loop) {
        this.loop = loop;
    }

    Future<InetAddress> find(String name) {
        Known entry = known.get(name);
        if (entry == null) {
            return lookUp(name).map(Known::address);
        }
        if (System.nanoTime() - entry.since > FRESH) {
            lookUp(name);
        }
        return Future.succeededFuture(entry.address());
    }

    /** Nothing answered there: the next address of the name has its turn. */
    void failed(String name, InetAddress address) {
        Known entry = known.get(name);
        if (entry != null && entry.address().equals(address)) {
            entry.turn++;
        }
    }

    /** Many calls may wait for one look-up. */
    private Future<Known> lookUp(String name) {
        Future<Known> running = lookUps.get(name);
        if (running != null) {
            return running;
        }
        Future<Known> begun = loop.executeBlocking(() -> InetAddress.getAllByName(name), false)
                .onComplete(over -> lookUps.remove(name))
                .map(addresses -> {
                    Known entry = new Known(addresses);
                    known.put(name, entry);
                    return entry;
                });
        lookUps.put(name, begun);
        return begun;
    }

    private static final class Known {
        private final InetAddress[] addresses;
        private final long since = System.nanoTime();
        private int turn;

        Known(InetAddress[] addresses) {
            this.addresses = addresses;
        }

        InetAddress address() {
            return addresses[turn % addresses.length];
        }
    }
}
