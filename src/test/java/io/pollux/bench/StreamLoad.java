package io.pollux.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Many streams at once, opened one after the other so that their pulses are spread evenly, and read to their ends. */
final class StreamLoad {
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(20);
    /** After the last chunk is due this is how long it may still take. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Proxy proxy;
    private final ProcessHandle upstream;
    private final Plan plan;
    private final byte[] request;
    private final Samples late = new Samples();
    private final Samples passing = new Samples();
    private long windowBegin = Long.MAX_VALUE;
    private long windowEnd = Long.MAX_VALUE;
    private long chunksInWindow;
    private boolean measuring;
    private int complete;
    private int broken;

    StreamLoad(Proxy proxy, ProcessHandle upstream, Plan plan) {
        this.proxy = proxy;
        this.upstream = upstream;
        this.plan = plan;
        this.request = Request.stream(proxy.port(), plan.events(), plan.periodMillis());
    }

    /**
     * @param ramp how long it takes until all are open; as long again to settle
     * @param window how long is measured after that
     */
    record Plan(int streams, int periodMillis, Duration ramp, Duration window) {
        /** Enough that the first stream still goes on when the window ends. */
        int events() {
            return (int) (ramp.multipliedBy(3).plus(window).toMillis() / periodMillis);
        }

        Duration life() {
            return Duration.ofMillis((long) events() * periodMillis);
        }
    }

    /**
     * @param cpuMicros of the proxy, for each chunk
     * @param p99 milliseconds from the moment for which a chunk was scheduled to its arrival
     * @param passingP99 milliseconds from the moment in which it was written upstream
     * @param pace chunks that came, in per cent of those that were due
     * @param busiest per cent of the machine that the busiest process took
     */
    record Figures(
            int complete, double cpuMicros, double p50, double p99, double passingP99, double pace, double busiest) {}

    Figures run() {
        try (Loop loop = new Loop()) {
            long begin = System.nanoTime();
            windowBegin = begin + plan.ramp().multipliedBy(2).toNanos();
            windowEnd = windowBegin + plan.window().toNanos();
            open(loop, begin);
            until(loop, windowBegin);
            Cpu before = Cpu.now(proxy, upstream);
            measuring = true;
            until(loop, windowEnd);
            measuring = false;
            Cpu used = Cpu.now(proxy, upstream).since(before);
            long end = begin + plan.ramp().plus(plan.life()).plus(PATIENCE).toNanos();
            while (complete + broken < plan.streams() && System.nanoTime() < end) {
                loop.turn(LOOK);
            }
            return figures(used);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Figures figures(Cpu used) {
        double due = (double) plan.streams() * used.at() / TimeUnit.MILLISECONDS.toNanos(plan.periodMillis());
        return new Figures(
                complete,
                used.proxy() / 1e3 / chunksInWindow,
                late.percentile(0.5),
                late.percentile(0.99),
                passing.percentile(0.99),
                100 * chunksInWindow / due,
                used.busiest());
    }

    private void open(Loop loop, long begin) throws IOException {
        long[] moments = new Random(1)
                .longs(plan.streams(), 0, plan.ramp().toNanos())
                .sorted()
                .toArray();
        for (long moment : moments) {
            until(loop, begin + moment);
            loop.connect(proxy.port(), Reader::new);
        }
    }

    private static void until(Loop loop, long moment) throws IOException {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            loop.turn(Math.min(left, LOOK));
        }
    }

    private final class Reader implements Line.Peer {
        private final Line line;
        private final Marks marks = new Marks(plan, this::arrived);
        private final AnswerReader reader = new AnswerReader(marks);

        Reader(Line line) {
            this.line = line;
        }

        @Override
        public void opened() {
            line.send(request);
        }

        @Override
        public void received(byte[] bytes, int length) {
            try {
                if (reader.read(bytes, length)) {
                    marks.checkComplete(reader.status());
                    complete++;
                    line.close();
                }
            } catch (IllegalStateException damaged) {
                if (broken++ == 0) {
                    System.err.println("A stream through " + proxy.name() + " is damaged: " + damaged.getMessage());
                }
                line.close();
            }
        }

        @Override
        public void lost() {
            broken++;
        }

        private void arrived(long due, long written) {
            long now = System.nanoTime();
            if (measuring) {
                chunksInWindow++;
            }
            if (due >= windowBegin && due < windowEnd) {
                late.add(now - due);
                passing.add(now - written);
            }
        }
    }
}
