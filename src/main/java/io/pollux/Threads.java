package io.pollux;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The few threads of our own: one that keeps time, and six for work that may wait for a database. A server's managed
 * executors are not used, for Tomcat has none and their size belongs to somebody else.
 */
final class Threads implements AutoCloseable {
    private static final int WORKERS = 6;

    private final ScheduledThreadPoolExecutor time = new ScheduledThreadPoolExecutor(1, named("pollux-time"));
    private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS, named("pollux-work"));

    Threads() {
        time.setRemoveOnCancelPolicy(true);
    }

    void after(Duration delay, Runnable task) {
        try {
            time.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS).isDone();
        } catch (RejectedExecutionException ending) {
            // Whatever was to happen later happens no more: the house is being closed, and each call with it.
            return;
        }
    }

    Executor workers() {
        return workers;
    }

    /** Ends the threads and waits for them, for they would keep an undeployed application in memory. */
    @Override
    public void close() throws InterruptedException {
        time.shutdownNow();
        workers.shutdownNow();
        time.awaitTermination(5, TimeUnit.SECONDS);
        workers.awaitTermination(5, TimeUnit.SECONDS);
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(Threads.class.getClassLoader());
            return thread;
        };
    }
}
