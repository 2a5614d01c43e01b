package io.pollux.relay;

import io.pollux.dialect.Dialect;
import io.pollux.exchange.ClientCall;
import io.pollux.exchange.Trail;
import io.pollux.pool.KeyPool;
import io.pollux.settings.Settings;
import io.pollux.upstream.Upstream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Takes calls in and knows which of them are under way. What happens to each is in {@link CallInFlight}; here is what
 * they share: one slow clock for deadlines and signs of life, and the way out at the end of the house's life.
 */
public final class Relay {
    private static final System.Logger LOG = System.getLogger(Relay.class.getName());
    private static final Duration TICK = Duration.ofSeconds(1);
    /** No tick is as late as this: where more time seems to have passed, the clock was put forward. */
    private static final Duration LONGEST_TICK = Duration.ofSeconds(30);

    private final Means means;
    private final Consumer<Trail> journal;
    private final Set<CallInFlight> calls = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean ticking = new AtomicBoolean();
    private final Object idle = new Object();
    private volatile boolean draining;
    /** When the next tick was ordered, by the clock. Written by whoever has raised the flag. */
    private volatile long orderedAt;

    public Relay(
            KeyPool pool,
            Upstream upstream,
            Supplier<Settings> settings,
            Consumer<Trail> journal,
            Delay delay,
            Clock clock) {
        this(
                new Means(
                        pool,
                        new AtomicInteger(),
                        new WaitingRoom(() -> settings.get().get(Settings.POLLUX_MOST_WAITING), delay, clock),
                        new Breakers(clock, Relay::chance),
                        upstream,
                        settings,
                        delay,
                        clock,
                        Relay::chance),
                journal);
    }

    Relay(Means means, Consumer<Trail> journal) {
        this.means = means;
        this.journal = journal;
    }

    /** Answers a call through the sink. Returns at once; whatever goes wrong, the sink hears of it and nobody else. */
    public void open(ClientCall clientCall, Dialect dialect, ClientSink sink) {
        CallInFlight call = new CallInFlight(means, clientCall, dialect, sink, this::over);
        calls.add(call);
        if (draining) {
            call.stop(Words.STOPPING);
        } else {
            call.start();
            keepTicking();
        }
    }

    /**
     * Ends calls whose clients have said in another way that they are gone: a server notices that only when it writes, and
     * while Google is silent there is nothing to write.
     *
     * @return the names of the calls
     */
    public List<String> hangUp(Predicate<ClientCall> gone) {
        List<CallInFlight> left =
                calls.stream().filter(call -> gone.test(call.clientCall())).toList();
        left.forEach(CallInFlight::onGone);
        return left.stream().map(call -> call.clientCall().id()).toList();
    }

    public int inFlight() {
        return calls.size();
    }

    /** How many keys the calls under way have borrowed. */
    public int keysInUse() {
        return means.lent().get();
    }

    /** How many calls wait for a key. */
    public int waiting() {
        return means.room().guests();
    }

    /** From now on calls are refused, those that wait for a key too; those under way go on. */
    public void drain() {
        draining = true;
        means.room().close();
    }

    /**
     * Waits until no call is under way.
     *
     * @return whether that came true in the time given
     */
    public boolean awaitIdle(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        synchronized (idle) {
            while (!calls.isEmpty()) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                idle.wait(left);
            }
            return true;
        }
    }

    /**
     * Refuses new calls, lets those under way finish for that long, and ends the rest: with an error for those that have
     * heard nothing yet, with a cut for the others, who get a moment to read it.
     */
    public void close(Duration grace) {
        drain();
        try {
            if (!awaitIdle(grace)) {
                stopAll();
                awaitIdle(TICK);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        stopAll();
    }

    private static double chance() {
        return ThreadLocalRandom.current().nextDouble();
    }

    private void stopAll() {
        calls.forEach(call -> call.stop(Words.STOPPING));
    }

    private void over(CallInFlight call, Trail trail) {
        try {
            journal.accept(trail);
        } catch (RuntimeException fault) {
            LOG.log(System.Logger.Level.ERROR, "Call " + trail.call().id() + " is missing in the journal", fault);
        } finally {
            calls.remove(call);
            synchronized (idle) {
                idle.notifyAll();
            }
        }
    }

    /** One timer for all calls, and none when there are none. */
    private void keepTicking() {
        if (!calls.isEmpty() && ticking.compareAndSet(false, true)) {
            orderedAt = means.clock().millis();
            means.delay().after(TICK, this::tick);
        }
    }

    /** The flag goes down before the calls are looked at, so a call that comes in meanwhile starts the next tick itself. */
    private void tick() {
        long now = means.clock().millis();
        long passed = now - orderedAt;
        ticking.set(false);
        if (passed > LONGEST_TICK.toMillis()) {
            calls.forEach(call -> call.postpone(passed));
        } else {
            calls.forEach(call -> call.tick(now));
        }
        keepTicking();
    }
}
