package io.pollux.simulation;

import io.pollux.relay.Delay;
import io.pollux.testing.ManualClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that jumps to the next thing that happens. Everything runs on the thread that lets it pass. */
final class VirtualTime implements Delay {
    private final ManualClock clock;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::number));
    private long number;

    VirtualTime(Instant start) {
        clock = ManualClock.at(start);
    }

    Clock clock() {
        return clock;
    }

    Instant now() {
        return clock.instant();
    }

    void at(Instant moment, Runnable task) {
        events.add(new Event(moment, number++, task));
    }

    @Override
    public void after(Duration delay, Runnable task) {
        at(now().plus(delay), task);
    }

    /** Lets everything happen that is to happen before that moment, and what follows from it. */
    void runUntil(Instant end) {
        while (!events.isEmpty() && events.peek().at().isBefore(end)) {
            Event next = events.remove();
            if (next.at().isAfter(now())) {
                clock.set(next.at());
            }
            next.task().run();
        }
        clock.set(end);
    }

    /** Those of one moment happen in the order in which they were asked for. */
    private record Event(Instant at, long number, Runnable task) {}
}
