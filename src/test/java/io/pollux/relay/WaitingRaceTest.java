package io.pollux.relay;

import static io.pollux.relay.Failures.INTERNAL;
import static io.pollux.relay.Failures.OVERLOADED;
import static io.pollux.relay.Failures.google;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Ending;
import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.QuotaSpent;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Trail;
import io.pollux.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls that come, wait, leave and are stopped while keys come back, each on a thread of its own and as a seed says: every
 * call ends once, and in the end nobody waits, no key is out and no timer runs.
 */
class WaitingRaceTest {
    private static final int ROUNDS = 150;
    private static final int CALLS = 24;
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(4);

    @AfterAll
    static void stop() throws InterruptedException {
        THREADS.shutdownNow();
        assertThat(THREADS.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 20_261_121, 90_210})
    void everyCallThatWaitsEndsExactlyOnce(long seed) throws Exception {
        Random seeds = new Random(seed);
        Set<Ending> met = EnumSet.noneOf(Ending.class);
        boolean waited = false;
        for (int round = 0; round < ROUNDS; round++) {
            List<Trail> rows = new Round(seeds.nextLong()).run();
            rows.forEach(row -> met.add(row.ending()));
            waited |= rows.stream().anyMatch(row -> row.waited().toMillis() > 0 && row.ending() == Ending.COMPLETE);
        }
        assertThat(met).contains(Ending.COMPLETE, Ending.FAILED, Ending.ABANDONED);
        assertThat(waited).as("somebody waited and was served").isTrue();
    }

    private static final class Round {
        private final long seed;
        private final Rig rig;
        private final List<RecordingSink> clients = new ArrayList<>();
        private final AtomicBoolean done = new AtomicBoolean();
        private final CyclicBarrier start = new CyclicBarrier(4);

        private Round(long seed) {
            this.seed = seed;
            this.rig = Rig.with(
                    2,
                    Settings.defaults()
                            .with(Settings.MAX_RETRIES, 3)
                            .with(Settings.POLLUX_MOST_WAITING, (seed & 1) == 0 ? 1_000 : 8));
            for (int i = 0; i < CALLS; i++) {
                clients.add(new RecordingSink());
            }
            Random random = new Random(seed);
            rig.upstream.onSend(sent -> answer(sent, random));
        }

        private static void answer(ScriptedUpstream.Sent sent, Random random) {
            int way;
            synchronized (random) {
                way = random.nextInt(10);
            }
            switch (way) {
                case 0, 1, 2, 3 -> sent.fail(minute(1 + way * 4));
                case 4, 5 -> sent.fail(OVERLOADED);
                case 6 -> sent.fail(INTERNAL);
                case 7 -> sent.event("_.").end();
                default -> sent.event("ok.").end();
            }
        }

        private List<Trail> run() throws Exception {
            List<Future<?>> sides = List.of(
                    THREADS.submit(side(() -> open(0))),
                    THREADS.submit(side(() -> open(1))),
                    THREADS.submit(side(this::leave)),
                    THREADS.submit(side(this::time)));
            sides.get(0).get(30, TimeUnit.SECONDS);
            sides.get(1).get(30, TimeUnit.SECONDS);
            boolean idle = rig.relay.awaitIdle(Duration.ofSeconds(30));
            done.set(true);
            for (Future<?> side : sides) {
                side.get(30, TimeUnit.SECONDS);
            }
            String name = "seed " + seed;
            assertThat(idle).as(name).isTrue();
            assertThat(rig.relay.waiting()).as(name).isZero();
            assertThat(rig.relay.keysInUse()).as(name).isZero();
            assertThat(rig.journal).as(name).hasSize(CALLS);
            for (RecordingSink client : clients) {
                assertThat(client.endings()).as(name).isEqualTo(1);
                assertThat(client.breaches()).as(name).isEmpty();
            }
            rig.pass(Duration.ofMinutes(1));
            assertThat(rig.delay.pending()).as(name).isZero();
            return rig.journal;
        }

        private Callable<Void> side(Runnable act) {
            return () -> {
                start.await(30, TimeUnit.SECONDS);
                act.run();
                return null;
            };
        }

        private void open(int half) {
            for (int i = half; i < CALLS; i += 2) {
                rig.open(clients.get(i), "c" + i % 3, Map.of());
                Thread.yield();
            }
        }

        private void leave() {
            Random random = new Random(seed + 1);
            boolean stops = random.nextInt(4) == 0;
            for (int step = 0; !done.get(); step++) {
                RecordingSink client = clients.get(random.nextInt(CALLS));
                if (step % 40 == 0 && client.watcher() != null) {
                    client.leave();
                }
                if (stops && step == 300) {
                    rig.relay.drain();
                }
                Thread.yield();
            }
        }

        private void time() {
            while (!done.get()) {
                rig.pass(Duration.ofMillis(150));
                Thread.yield();
            }
        }

        private static Failure minute(int seconds) {
            return new QuotaSpent(
                    google(429, "RESOURCE_EXHAUSTED"), QuotaWindow.MINUTE, Optional.of(Duration.ofSeconds(seconds)));
        }
    }
}
