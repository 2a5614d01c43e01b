package io.pollux.relay;

import static io.pollux.relay.SpokenDialect.NATIVE;
import static io.pollux.relay.SpokenDialect.OPENAI;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Ending;
import io.pollux.exchange.Failure;
import io.pollux.exchange.Operation;
import io.pollux.exchange.Trail;
import io.pollux.relay.ScriptedUpstream.Sent;
import io.pollux.testing.LogLines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Upstream, the client's side and the clock each on a thread of its own, doing what a seed says as fast as they can:
 * whatever comes first, each call ends once, is journalled once, gives its key back and leaves no connection behind.
 */
class EndingsTest {
    private static final int ROUNDS = 1_500;
    private static final int MOST_EVENTS = 8;
    private static final List<Failure> FAILURES = List.of(
            Failures.RESET,
            Failures.KEY_INVALID,
            Failures.UNSTATED_QUOTA,
            Failures.OVERLOADED,
            Failures.INTERNAL,
            Failures.OVERDUE,
            Failures.BAD_CALL);

    private static final ExecutorService THREADS = Executors.newFixedThreadPool(3);

    @AfterAll
    static void stop() throws InterruptedException {
        THREADS.shutdownNow();
        assertThat(THREADS.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20_261_121, 77_003})
    void everyCallEndsExactlyOnceHoweverItsEventsFall(long seed) throws Exception {
        Random seeds = new Random(seed);
        int[] endings = new int[Ending.values().length];
        try (LogLines log = LogLines.of("io.pollux.relay")) {
            for (int round = 0; round < ROUNDS; round++) {
                Ending ending = new Round(seeds.nextLong()).run();
                endings[ending.ordinal()]++;
                assertThat(log.errors()).isEmpty();
            }
        }
        assertThat(endings).as("each kind of ending has been met").doesNotContain(0);
    }

    /** One call. */
    private static final class Round {
        private final long seed;
        private final Rig rig;
        private final SpokenDialect dialect;
        private final RacingSink client;
        private final AtomicBoolean done = new AtomicBoolean();
        private final CyclicBarrier start = new CyclicBarrier(3);

        private Round(long seed) {
            Random random = new Random(seed);
            this.seed = seed;
            this.rig = Rig.with(1 + random.nextInt(3), 1 + random.nextInt(4));
            this.dialect = random.nextBoolean() ? NATIVE : OPENAI;
            this.client = new RacingSink(random.nextInt(3) == 0 ? 1 : Integer.MAX_VALUE);
            if (random.nextInt(4) == 0) {
                rig.upstream.onSend(sent -> sent.fail(FAILURES.get((int) (seed >>> 8 & 3))));
            }
        }

        private Ending run() throws Exception {
            Operation operation = (seed & 3) == 0 ? Operation.GENERATE : Operation.STREAM;
            rig.relay.open(rig.call(operation, "hello"), dialect, client);
            List<Future<?>> sides = List.of(
                    THREADS.submit(side(this::upstream)),
                    THREADS.submit(side(this::client)),
                    THREADS.submit(side(this::clock)));
            boolean idle = rig.relay.awaitIdle(Duration.ofSeconds(30));
            done.set(true);
            for (Future<?> side : sides) {
                side.get(30, TimeUnit.SECONDS);
            }
            assertThat(idle).as("seed %d ends", seed).isTrue();
            check(operation);
            return rig.row().ending();
        }

        private Callable<Void> side(Side side) {
            return () -> {
                start.await(30, TimeUnit.SECONDS);
                side.act();
                return null;
            };
        }

        private void upstream() {
            Random random = new Random(seed + 1);
            for (int next = 0; !done.get(); ) {
                if (next == rig.upstream.calls()) {
                    Thread.yield();
                } else {
                    answer(rig.upstream.sent().get(next++), random);
                }
            }
        }

        /** As upstream does it: nothing after a cancel or a last word, and only what was under way after a pause. */
        private void answer(Sent sent, Random random) {
            if (!sent.open()) {
                return;
            }
            int events = random.nextInt(MOST_EVENTS + 1);
            for (int i = 0; i < events && !sent.cancelled(); i++) {
                for (int spins = 0; sent.paused() && !sent.cancelled() && spins < 200 && !done.get(); spins++) {
                    Thread.yield();
                }
                sent.event("e" + i + (i == events - 1 && random.nextInt(3) > 0 ? "." : ""));
            }
            if (!sent.cancelled()) {
                say(sent, random);
            }
        }

        private void say(Sent sent, Random random) {
            if (random.nextInt(3) > 0) {
                sent.end();
            } else {
                sent.fail(FAILURES.get(random.nextInt(FAILURES.size())));
            }
        }

        private void client() {
            Random random = new Random(seed + 2);
            int leavesAt = random.nextInt(4) == 0 ? random.nextInt(200) : Integer.MAX_VALUE;
            for (int i = 0; !done.get(); i++) {
                if (i == leavesAt) {
                    client.watcher.onGone();
                } else if (client.blocked) {
                    client.blocked = false;
                    client.watcher.onWritable();
                } else if (i % 97 == 0) {
                    client.watcher.onWritable();
                }
                Thread.yield();
            }
        }

        private void clock() {
            Random random = new Random(seed + 3);
            boolean hurries = random.nextInt(6) == 0;
            while (!done.get()) {
                rig.pass(hurries ? Duration.ofMinutes(1) : Duration.ofMillis(250));
                Thread.yield();
            }
        }

        private void check(Operation operation) {
            Trail row = rig.row();
            String name = "seed " + seed + " ended " + row.ending() + " with " + client.text;
            assertThat(client.breach).as(name).isEmpty();
            assertThat(client.endings).as(name).isEqualTo(1);
            assertThat(rig.relay.keysInUse()).as(name).isZero();
            assertThat(rig.upstream.sent()).as(name).noneMatch(Sent::open);
            assertThat(row.tries()).as(name).hasSize(rig.upstream.calls());
            assertThat(client.aborted && row.ending() == Ending.COMPLETE)
                    .as(name)
                    .isFalse();
            if (operation.streams() && client.status == 200) {
                checkStream(name, row);
            }
        }

        /** What the client read is what Google said, each event once and in order, with an end that fits the ending. */
        private void checkStream(String name, Trail row) {
            String text = client.text.toString().replace(OPENAI.heartbeat(), "").replace(".", "");
            StringBuilder said = new StringBuilder();
            IntStream.range(0, row.usage().candidates()).forEach(i -> said.append(dialect.frame("e" + i)));
            String words = row.failure()
                    .map(dialect::cut)
                    .map(all -> String.join("", all))
                    .orElse("");
            switch (row.ending()) {
                case COMPLETE -> assertThat(text).as(name).isEqualTo(said + dialect.end());
                case CUT, ABANDONED -> {
                    assertThat(client.aborted || text.equals(said + words))
                            .as(name)
                            .isTrue();
                    boolean complete = dialect == OPENAI && text.endsWith(dialect.end());
                    assertThat(complete && row.ending() == Ending.CUT).as(name).isFalse();
                    assertThat((said + words).startsWith(text) || (said + dialect.end()).startsWith(text))
                            .as(name)
                            .isTrue();
                }
                case FAILED -> throw new AssertionError(name);
            }
        }
    }

    private interface Side {
        void act();
    }

    /** A client that is looked at by one thread while the relay's calls come on others. */
    private static final class RacingSink implements ClientSink {
        private final StringBuilder text = new StringBuilder();
        private final AtomicBoolean busy = new AtomicBoolean();
        private final int writesAtOnce;
        private volatile String breach = "";
        private volatile boolean blocked;
        private volatile Watcher watcher;
        private int taken;
        private int status;
        private int endings;
        private boolean aborted;

        private RacingSink(int writesAtOnce) {
            this.writesAtOnce = writesAtOnce;
        }

        @Override
        public void watch(Watcher newWatcher) {
            watcher = newWatcher;
        }

        @Override
        public void begin(int newStatus, Map<String, String> headers) {
            alone(() -> status = newStatus);
        }

        @Override
        public boolean write(byte[] bytes) {
            alone(() -> text.append(new String(bytes, UTF_8)));
            boolean more = ++taken % writesAtOnce != 0;
            blocked = !more;
            return more;
        }

        @Override
        public void end() {
            alone(() -> endings++);
        }

        @Override
        public void abort() {
            alone(() -> {
                endings++;
                aborted = true;
            });
        }

        private void alone(Runnable step) {
            if (!busy.compareAndSet(false, true)) {
                breach = "two threads at once";
            }
            if (endings > 0) {
                breach = "something after the end";
            }
            step.run();
            busy.set(false);
        }
    }
}
