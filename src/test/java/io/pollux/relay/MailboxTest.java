package io.pollux.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class MailboxTest {
    /** Held, for java.util.logging forgets the level of a logger that nobody holds. */
    private static final Logger QUIET = Logger.getLogger(Mailbox.class.getName());

    private final List<Throwable> faults = new ArrayList<>();
    private final Mailbox mailbox = new Mailbox(faults::add);
    private final List<String> done = new ArrayList<>();

    @Test
    void anIdleMailboxWorksAtOnceOnTheThreadThatBringsTheTask() {
        Thread[] worker = new Thread[1];

        mailbox.post(() -> worker[0] = Thread.currentThread());

        assertThat(worker[0]).isSameAs(Thread.currentThread());
    }

    @Test
    void aTaskBroughtByATaskComesAfterItAndDoesNotNest() {
        mailbox.post(() -> {
            mailbox.post(() -> done.add("second"));
            mailbox.post(() -> done.add("third"));
            done.add("first");
        });

        assertThat(done).containsExactly("first", "second", "third");
    }

    @Test
    void aTaskThatThrowsIsReportedAndTheNextOnesRun() {
        IllegalStateException fault = new IllegalStateException("expected");

        mailbox.post(() -> {
            mailbox.post(() -> done.add("next"));
            throw fault;
        });
        mailbox.post(() -> done.add("later"));

        assertThat(faults).containsExactly(fault);
        assertThat(done).containsExactly("next", "later");
    }

    @Test
    void aFaultHandlerThatThrowsStopsNothing() {
        QUIET.setLevel(Level.OFF);
        Mailbox broken = new Mailbox(fault -> {
            throw new IllegalStateException("expected", fault);
        });

        broken.post(() -> {
            throw new IllegalStateException("expected");
        });
        broken.post(() -> done.add("next"));

        assertThat(done).containsExactly("next");
    }

    @RepeatedTest(40)
    void manyThreadsAreServedOneAtATimeAndEachInItsOrder() throws Exception {
        int threads = 4;
        int tasks = 20_000;
        AtomicInteger inside = new AtomicInteger();
        AtomicBoolean crowded = new AtomicBoolean();
        AtomicBoolean outOfOrder = new AtomicBoolean();
        int[] last = new int[threads];
        int[] total = new int[1];
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int t = 0; t < threads; t++) {
                int thread = t;
                pool.execute(() -> {
                    await(start);
                    for (int i = 1; i <= tasks; i++) {
                        int number = i;
                        mailbox.post(() -> {
                            crowded.compareAndSet(false, inside.incrementAndGet() != 1);
                            outOfOrder.compareAndSet(false, last[thread] != number - 1);
                            last[thread] = number;
                            total[0]++;
                            inside.decrementAndGet();
                        });
                    }
                });
            }
            start.countDown();
        } finally {
            pool.shutdown();
            assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(crowded).isFalse();
        assertThat(outOfOrder).isFalse();
        assertThat(total[0]).isEqualTo(threads * tasks);
        assertThat(faults).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
