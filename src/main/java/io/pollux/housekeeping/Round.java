package io.pollux.housekeeping;

import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** A chore and how far it has come. All methods may be called from any thread. */
final class Round {
    private static final System.Logger LOG = System.getLogger(Round.class.getName());

    private final Chore chore;
    private final RandomGenerator chances;
    private Instant opened;
    private Instant begun;
    private double chance;
    private boolean running;
    private int failures;

    Round(Chore chore, Instant opened, RandomGenerator chances) {
        this.chore = chore;
        this.chances = chances;
        this.opened = opened;
        this.chance = chances.nextDouble();
    }

    /** Takes the chore up if it is due; whoever is told so must {@link #run} it or {@link #leave} it. */
    synchronized boolean take(Instant now) {
        follow(now);
        if (running || due().isAfter(now)) {
            return false;
        }
        running = true;
        begun = now;
        chance = chances.nextDouble();
        return true;
    }

    void run() {
        try {
            chore.work().run();
            succeeded();
        } catch (RuntimeException | Error e) {
            failed(e);
        } finally {
            leave();
        }
    }

    synchronized void leave() {
        running = false;
        notifyAll();
    }

    /** Waits until it is not running, at most so long. */
    synchronized void await(long millis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (running) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    /** After the clock was put back time counts from here: by the old one the chore would not be due for long. */
    private void follow(Instant now) {
        if (now.isBefore(opened)) {
            opened = now;
        }
        if (begun != null && now.isBefore(begun)) {
            begun = now;
        }
    }

    private Instant due() {
        return begun == null
                ? chore.rhythm().first(opened, chance)
                : chore.rhythm().next(begun, chance);
    }

    private synchronized void succeeded() {
        if (failures > 0) {
            LOG.log(Level.INFO, "The house can {0} again, after {1} failures", chore.name(), failures);
        }
        failures = 0;
    }

    /** An outage that lasts is told once: some chores come round twice a second. */
    private synchronized void failed(Throwable e) {
        failures++;
        if (failures == 1) {
            LOG.log(Level.WARNING, "The house could not " + chore.name() + " and keeps trying: " + e.getMessage());
            LOG.log(Level.DEBUG, "The house could not " + chore.name(), e);
        }
    }
}
