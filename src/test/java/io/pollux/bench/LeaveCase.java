package io.pollux.bench;

import io.pollux.bench.Table.Goal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Clients that leave in the middle of a stream: how long the upstream goes on talking to nobody. */
final class LeaveCase implements Bench.Case {
    private static final int STREAMS = 200;
    private static final int EVENTS = 5000;
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    @Override
    public Table measure(Site site) {
        List<Double> figures = site.proxies().stream()
                .map(proxy -> millisUntilAllLeft(site, proxy))
                .toList();
        return new Table(STREAMS + " clients leave in the middle of their streams", site.proxies())
                .row("all upstream calls are cancelled after, ms", figures, Goal.atMost(1000));
    }

    private static double millisUntilAllLeft(Site site, Proxy proxy) {
        int before = site.upstream().left();
        byte[] request = Request.stream(proxy.port(), EVENTS, StreamCase.CHUNK_MILLIS);
        List<Client> clients = new ArrayList<>();
        try (Loop loop = new Loop()) {
            for (int i = 0; i < STREAMS; i++) {
                loop.connect(proxy.port(), line -> new Client(line, request, clients));
            }
            until(loop, () -> clients.size() == STREAMS && clients.stream().allMatch(client -> client.heard));
            long left = System.nanoTime();
            clients.forEach(client -> client.line.close());
            until(loop, () -> site.upstream().left() >= before + STREAMS);
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - left);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void until(Loop loop, BooleanSupplier reached) throws IOException {
        long end = System.nanoTime() + PATIENCE;
        while (!reached.getAsBoolean()) {
            loop.turn(LOOK);
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the streams do not begin, or not all of them are cancelled upstream");
            }
        }
    }

    private static final class Client implements Line.Peer {
        private final Line line;
        private final byte[] request;
        private final List<Client> clients;
        private boolean heard;

        private Client(Line line, byte[] request, List<Client> clients) {
            this.line = line;
            this.request = request;
            this.clients = clients;
        }

        @Override
        public void opened() {
            clients.add(this);
            line.send(request);
        }

        @Override
        public void received(byte[] bytes, int length) {
            heard = true;
        }

        @Override
        public void lost() {
            throw new IllegalStateException("the proxy left first");
        }
    }
}
