package io.pollux.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.rota.Rota;
import io.pollux.rota.RotaLine;
import io.pollux.rota.RotaLine.Outcome;
import io.pollux.storage.Storage;
import io.pollux.testing.ManualClock;
import io.pollux.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs of two nodes on one database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class JobsIT {
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private final ManualClock clock = ManualClock.at("2026-11-21T14:00:00Z");
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicBoolean byTheClock = new AtomicBoolean(true);
    private final AtomicReference<Thread> working = new AtomicReference<>();
    private Storage storage;

    @Parameter
    private TestDatabase database;

    @BeforeEach
    void open() {
        storage = database.open("jobs");
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void ofManyWhoReachForAJobAtOnceOneGetsIt() throws Exception {
        int nodes = 6;
        ExecutorService hands = Executors.newFixedThreadPool(nodes);
        CyclicBarrier together = new CyclicBarrier(nodes);
        new Rota(storage, "nobody", clock).enter("tidy", clock.instant());
        for (int round = 0; round < 20; round++) {
            List<Future<Boolean>> taken = new ArrayList<>();
            for (int i = 0; i < nodes; i++) {
                Rota rota = new Rota(storage, "node-" + i, clock);
                Callable<Boolean> reach = () -> {
                    together.await(10, TimeUnit.SECONDS);
                    return rota.take("tidy").isPresent();
                };
                taken.add(hands.submit(reach));
            }
            int winners = 0;
            for (Future<Boolean> each : taken) {
                winners += each.get(10, TimeUnit.SECONDS) ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
            clock.advance(Rota.TERM);
        }
        hands.shutdown();
    }

    @Test
    void jobOfTwoNodesIsDoneOncePerTurn() {
        Node here = new Node("here", this::tidy);
        Node there = new Node("there", this::tidy);
        for (int turn = 1; turn <= 5; turn++) {
            clock.advance(INTERVAL);
            for (int second = 0; second < 30; second++) {
                clock.advance(Duration.ofSeconds(1));
                there.housekeeper.tick();
                here.housekeeper.tick();
            }
            assertThat(done).hasValue(turn);
        }
        assertThat(here.line()).isEqualTo(there.line());
        assertThat(here.line().outcome()).contains(Outcome.DONE);
        assertThat(here.line().told()).isEqualTo("tidied=5 untidy=0");
        assertThat(here.line().due())
                .isEqualTo(here.line().begun().orElseThrow().plus(INTERVAL));
    }

    @Test
    void whoeverDidItLastGoesOnDoingIt() {
        Node here = new Node("here", this::tidy);
        Node there = new Node("there", this::tidy);
        clock.advance(INTERVAL);
        here.look();
        clock.advance(INTERVAL);
        there.look();
        assertThat(done).hasValue(1);
        here.look();
        assertThat(done).hasValue(2);
        clock.advance(INTERVAL.plusSeconds(30));
        there.look();
        assertThat(done).as("here has had its time").hasValue(3);
        assertThat(there.line().holder()).isEqualTo("there");
    }

    @Test
    void nodeThatDiesInTheMiddleLosesItsJob() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        List<Boolean> useful = new ArrayList<>();
        Node here = new Node(
                "here",
                goOn -> {
                    working.set(Thread.currentThread());
                    await(end);
                    useful.add(goOn.getAsBoolean());
                    return Map.of("tidied", 99L);
                },
                this::beside);
        Node there = new Node("there", this::tidy);
        clock.advance(INTERVAL);
        here.look();
        assertThat(there.line().running(clock.instant())).isTrue();
        clock.advance(Rota.TERM.minusSeconds(5));
        there.look();
        assertThat(done).as("the lease is not over").hasValue(0);

        clock.advance(Duration.ofSeconds(6));
        there.look();
        assertThat(done).hasValue(1);

        here.look();
        end.countDown();
        working.get().join(10_000);
        assertThat(useful).containsExactly(false);
        assertThat(there.line().holder()).isEqualTo("there");
        assertThat(there.line().told()).isEqualTo("tidied=1 untidy=0");
    }

    @Test
    void jobThatLastsLongerThanItsLeaseStaysInItsHandsWhileTheNodeLives() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Node here = new Node(
                "here",
                goOn -> {
                    working.set(Thread.currentThread());
                    await(end);
                    return Map.of("tidied", goOn.getAsBoolean() ? 7L : 0L);
                },
                this::beside);
        Node there = new Node("there", this::tidy);
        clock.advance(INTERVAL);
        here.look();
        for (int second = 0; second < 120; second++) {
            clock.advance(Duration.ofSeconds(1));
            here.housekeeper.tick();
            there.housekeeper.tick();
        }
        end.countDown();
        working.get().join(10_000);
        assertThat(done).hasValue(0);
        assertThat(there.line().told()).isEqualTo("tidied=7");
    }

    @Test
    void jobCanBeHurriedUnlessItIsRunning() {
        Node here = new Node("here", this::tidy);
        assertThat(here.jobs.hurry("no-such-job")).isFalse();
        assertThat(here.jobs.hurry("tidy")).isTrue();
        here.look();
        assertThat(done).hasValue(1);
        new Rota(storage, "somebody", clock).move("tidy", clock.instant());
        assertThat(new Rota(storage, "somebody", clock).take("tidy")).isPresent();
        assertThat(here.jobs.hurry("tidy")).isFalse();
    }

    @Test
    void jobThatFailsSaysWhyAndIsTriedAgainSoon() {
        Node here = new Node("here", goOn -> {
            throw new IllegalStateException("broken as ordered");
        });
        clock.advance(INTERVAL);
        here.look();
        assertThat(here.line().outcome()).contains(Outcome.FAILED);
        assertThat(here.line().told()).isEqualTo("broken as ordered");
        assertThat(here.line().due()).isEqualTo(clock.instant().plus(Duration.ofMinutes(5)));
    }

    @Test
    void houseThatClosesGivesItsJobAway() {
        Node[] nodes = new Node[1];
        nodes[0] = new Node("here", goOn -> {
            nodes[0].jobs.close();
            assertThat(goOn.getAsBoolean()).isFalse();
            return Map.of();
        });
        Node there = new Node("there", this::tidy);
        clock.advance(INTERVAL);
        nodes[0].look();
        assertThat(there.line().ended()).isEmpty();
        clock.advance(Duration.ofSeconds(11));
        there.look();
        assertThat(done).hasValue(1);
    }

    @Test
    void clockThatWasPutBackDelaysNoJobByMoreThanItsInterval() {
        Node here = new Node("here", this::tidy);
        clock.advance(INTERVAL);
        here.look();
        clock.advance(Duration.ofDays(-1));
        here.look();
        here.look();
        clock.advance(INTERVAL.plusSeconds(1));
        here.look();
        assertThat(done).hasValue(2);
    }

    @Test
    void whileTheClockDoesNotCountAJobIsDoneOnlyWhenSomebodyAsks() {
        byTheClock.set(false);
        Node here = new Node("here", this::tidy);
        Node there = new Node("there", this::tidy);
        clock.advance(INTERVAL.multipliedBy(3));
        here.look();
        there.look();
        here.look();
        there.look();
        assertThat(done).hasValue(0);

        assertThat(here.jobs.hurry("tidy")).isTrue();
        here.look();
        here.look();
        assertThat(done).hasValue(1);
        assertThat(here.line().holder()).isEqualTo("here");
        clock.advance(INTERVAL.multipliedBy(3));
        here.look();
        here.look();
        there.look();
        assertThat(done).hasValue(1);

        byTheClock.set(true);
        here.look();
        here.look();
        assertThat(done).hasValue(2);
    }

    private Map<String, Long> tidy(BooleanSupplier goOn) {
        return Map.of("untidy", 0L, "tidied", (long) done.incrementAndGet());
    }

    /** On a thread of its own, that is waited for unless it is the one that goes on working. */
    private void beside(Runnable chore) {
        Thread thread = new Thread(chore);
        thread.start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (thread.isAlive() && working.get() != thread && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Ticked by hand. */
    private final class Node {
        final Jobs jobs;
        final Housekeeper housekeeper;

        Node(String name, Job.Work work) {
            this(name, work, Runnable::run);
        }

        Node(String name, Job.Work work, Executor executor) {
            jobs = new Jobs(
                    new Rota(storage, name, clock),
                    clock,
                    byTheClock::get,
                    List.of(new Job("tidy", Rhythm.every(INTERVAL), work)));
            housekeeper = new Housekeeper(clock, executor, jobs.chores(), () -> {});
        }

        /** Long enough for the look and for what it leads to. */
        void look() {
            clock.advance(Duration.ofSeconds(1));
            housekeeper.tick();
        }

        RotaLine line() {
            return jobs.lines().get(0);
        }
    }
}
