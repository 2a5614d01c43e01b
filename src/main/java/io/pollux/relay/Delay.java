package io.pollux.relay;

import java.time.Duration;

/** Does something later, on a thread of its own. Nothing is called off: a task that comes too late does nothing. */
@FunctionalInterface
public interface Delay {
    /** Returns at once. May be called from any thread. */
    void after(Duration delay, Runnable task);
}
