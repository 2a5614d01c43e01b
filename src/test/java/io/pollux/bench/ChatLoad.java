package io.pollux.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** So many clients, each of which asks again as soon as it has its answer. */
final class ChatLoad {
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(50);
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private final Proxy proxy;
    private final ProcessHandle upstream;
    private final int clients;
    private final byte[] request;
    private Samples times = new Samples();
    private int failed;

    ChatLoad(Proxy proxy, ProcessHandle upstream, int clients) {
        this.proxy = proxy;
        this.upstream = upstream;
        this.clients = clients;
        this.request = Request.whole(proxy.port());
    }

    /** @param rate answers in a second */
    record Figures(double rate, double cpuMicros, double median, double p99, int failed) {}

    Figures run(Duration window) {
        try (Loop loop = new Loop()) {
            for (int i = 0; i < clients; i++) {
                loop.connect(proxy.port(), Client::new);
            }
            turn(loop, SETTLING);
            Cpu before = Cpu.now(proxy, upstream);
            times = new Samples();
            turn(loop, window);
            int answers = times.count();
            Cpu used = Cpu.now(proxy, upstream).since(before);
            return new Figures(
                    answers * 1e9 / used.at(),
                    used.proxy() / 1e3 / answers,
                    times.percentile(0.5),
                    times.percentile(0.99),
                    failed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void turn(Loop loop, Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            loop.turn(LOOK);
        }
    }

    private final class Client implements Line.Peer {
        private final Line line;
        private final AnswerReader reader = new AnswerReader((bytes, from, to) -> {});
        private long asked;

        Client(Line line) {
            this.line = line;
        }

        @Override
        public void opened() {
            ask();
        }

        @Override
        public void received(byte[] bytes, int length) {
            if (reader.read(bytes, length)) {
                times.add(System.nanoTime() - asked);
                failed += reader.status() == 200 ? 0 : 1;
                ask();
            }
        }

        /** It does not come again: the rest would have less load, and the figures would say so. */
        @Override
        public void lost() {
            failed++;
        }

        private void ask() {
            asked = System.nanoTime();
            line.send(request);
        }
    }
}
