package io.pollux.relay;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Makes one thread at a time out of many: runs what it is given one after another, in the order in which each thread
 * brought it. A thread that finds the mailbox idle does the work itself at once and then whatever came in meanwhile; a
 * thread that finds it at work leaves its task and goes. So nobody waits, no lock is held while other rooms are called,
 * and a task that brings another task does not nest.
 */
final class Mailbox {
    private static final System.Logger LOG = System.getLogger(Mailbox.class.getName());

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    /** Tasks that are running or waiting. Whoever raises it from zero is the one at work until it is zero again. */
    private final AtomicInteger open = new AtomicInteger();

    private final Consumer<Throwable> onFault;

    /** @param onFault hears, in the mailbox, what a task threw */
    Mailbox(Consumer<Throwable> onFault) {
        this.onFault = onFault;
    }

    void post(Runnable task) {
        // Through the queue even when nobody is at work: what has been queued and not yet counted must not be
        // overtaken.
        waiting.add(task);
        if (open.getAndIncrement() == 0) {
            runWaiting();
        }
    }

    /** Each task is queued before it is counted, so as long as the count is above zero there is one to take. */
    private void runWaiting() {
        do {
            run(waiting.remove());
        } while (open.decrementAndGet() != 0);
    }

    /** Whatever a task throws, the tasks behind it must run, and the thread that brought it is not to blame. */
    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable fault) {
            report(fault);
        }
    }

    private void report(Throwable fault) {
        try {
            onFault.accept(fault);
        } catch (Throwable second) {
            LOG.log(System.Logger.Level.ERROR, "A fault could not be dealt with", second);
        }
    }
}
