package io.pollux.relay;

import io.pollux.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Timers that go off when the test lets time pass. Safe for any number of threads. */
final class ManualDelay implements Delay {
    private final ManualClock clock;
    private final List<Timer> timers = new ArrayList<>();

    ManualDelay(ManualClock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void after(Duration delay, Runnable task) {
        timers.add(new Timer(clock.instant().plus(delay), task));
    }

    /** Lets so much time pass; each timer goes off at its own moment. */
    void pass(Duration time) {
        Instant end = clock.instant().plus(time);
        for (Optional<Timer> next = next(end); next.isPresent(); next = next(end)) {
            clock.set(later(clock.instant(), next.get().at()));
            next.get().task().run();
        }
        clock.set(end);
    }

    synchronized int pending() {
        return timers.size();
    }

    private synchronized Optional<Timer> next(Instant end) {
        Optional<Timer> next =
                timers.stream().filter(timer -> !timer.at().isAfter(end)).min(Comparator.comparing(Timer::at));
        next.ifPresent(timers::remove);
        return next;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private record Timer(Instant at, Runnable task) {}
}
