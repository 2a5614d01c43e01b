package io.pollux.relay;

import io.pollux.exchange.Failure;
import io.pollux.relay.Entry.Open;
import io.pollux.relay.Entry.Shut;
import io.pollux.relay.Entry.Whom;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/**
 * Where calls wait that got no key and may get one in time. One line for each kind of key and model, and one timer for all
 * lines while anybody waits: with each tick the head of a line asks, then the next, until there is no key for any of them.
 * So every key that comes back is found: by the clock, lifted or added by the operator, or heard of from another node.
 *
 * <p>A large call that smaller ones could overtake lets them pass while it is patient; in the second half of its time it
 * stays at the head and those behind it wait too. So neither waits for the other for ever.
 *
 * <p>Whoever comes, leaves or looks posts a step to the room's {@link Mailbox}; all that is private is such steps. No lock
 * is held while the pool is asked, and no thread waits.
 */
final class WaitingRoom {
    private static final System.Logger LOG = System.getLogger(WaitingRoom.class.getName());
    private static final Duration TICK = Duration.ofMillis(100);

    private final Mailbox mailbox = new Mailbox(WaitingRoom::broken);
    private final IntSupplier places;
    private final Delay delay;
    private final Clock clock;
    /** Written in the mailbox; looked at from everywhere. */
    private final Map<Line, WaitingLine> lines = new ConcurrentHashMap<>();

    private final Map<String, Integer> taken = new HashMap<>();
    private volatile int guests;
    private boolean ticking;
    private boolean closed;

    /** @param places how many may wait at the same time */
    WaitingRoom(IntSupplier places, Delay delay, Clock clock) {
        this.places = places;
        this.delay = delay;
        this.clock = clock;
    }

    /** Whether somebody waits in this line, whom a newcomer must not overtake. */
    boolean waitsAnybody(Line line) {
        return lines.containsKey(line);
    }

    /** How many wait. */
    int guests() {
        return guests;
    }

    /** Takes a guest in, or lets it ask for a last time and turns it away. */
    void enter(Guest guest) {
        mailbox.post(() -> seat(guest));
    }

    /** Forgets a guest, if it is still here. */
    void leave(Guest guest) {
        mailbox.post(() -> remove(guest));
    }

    /** Ends all waiting: from now on everybody is turned away. */
    void close() {
        mailbox.post(() -> {
            closed = true;
            lines.values().forEach(line -> line.inTurn().forEach(guest -> turnAway(guest, Words.STOPPING)));
        });
    }

    private void seat(Guest guest) {
        if (closed) {
            guest.turnedAway(Words.STOPPING);
        } else if (guest.until() <= clock.millis() || crowded(guest)) {
            refuse(guest);
        } else {
            lines.computeIfAbsent(guest.line(), line -> new WaitingLine()).add(guest);
            taken.merge(guest.caller(), 1, Integer::sum);
            guests++;
            keepTicking();
        }
    }

    /** A caller may take a place as long as it has taken fewer than are free: so there is one for the next caller too. */
    private boolean crowded(Guest guest) {
        int free = places.getAsInt() - guests;
        return free <= 0 || taken.getOrDefault(guest.caller(), 0) >= free;
    }

    /** First those who wait get what there is. If something is left it is for nobody else. */
    private void refuse(Guest guest) {
        WaitingLine line = lines.get(guest.line());
        if (line != null) {
            serve(line);
        }
        Entry entry = ask(guest);
        if (entry instanceof Open open) {
            guest.admitted(open.loan());
        } else {
            guest.turnedAway(((Shut) entry).failure());
        }
    }

    private void serve(WaitingLine line) {
        for (Guest guest : line.inTurn()) {
            Entry entry = ask(guest);
            if (entry instanceof Open open) {
                line.serve(guest);
                left(guest);
                guest.admitted(open.loan());
            } else if (entry instanceof Shut shut && ends(line, guest, shut)) {
                return;
            }
        }
    }

    /** Returns whether nobody behind this guest is to be asked. */
    private boolean ends(WaitingLine line, Guest guest, Shut shut) {
        long now = clock.millis();
        return switch (shut.whom()) {
            case EVERYBODY -> {
                line.inTurn().stream()
                        .filter(waiting -> !shut.opensBy(waiting.until(), now))
                        .forEach(waiting -> turnAway(waiting, shut.failure()));
                yield true;
            }
            case THIS_CALL -> {
                turnAway(guest, shut.failure());
                yield false;
            }
            case LARGE_CALLS -> {
                if (!shut.opensBy(guest.until(), now)) {
                    turnAway(guest, shut.failure());
                    yield false;
                }
                yield now - guest.since() > guest.until() - now;
            }
        };
    }

    /** Those who were not asked, for a large call was in front of them, and whose time is over, are asked once more. */
    private void dismiss(WaitingLine line) {
        long now = clock.millis();
        for (Guest guest : line.inTurn()) {
            if (guest.until() <= now) {
                remove(guest);
                Entry entry = ask(guest);
                if (entry instanceof Open open) {
                    guest.admitted(open.loan());
                } else {
                    guest.turnedAway(((Shut) entry).failure());
                }
            }
        }
    }

    private static Entry ask(Guest guest) {
        try {
            return guest.ask();
        } catch (RuntimeException fault) {
            LOG.log(Level.ERROR, "A waiting call could not ask for a key", fault);
            return new Shut(Words.OWN_FAULT, Optional.empty(), Whom.THIS_CALL);
        }
    }

    private void turnAway(Guest guest, Failure why) {
        remove(guest);
        guest.turnedAway(why);
    }

    private void remove(Guest guest) {
        WaitingLine line = lines.get(guest.line());
        if (line != null && line.remove(guest)) {
            left(guest);
        }
    }

    private void left(Guest guest) {
        guests--;
        taken.computeIfPresent(guest.caller(), (caller, count) -> count == 1 ? null : count - 1);
        lines.computeIfPresent(guest.line(), (name, line) -> line.empty() ? null : line);
    }

    private void keepTicking() {
        if (!ticking && guests > 0) {
            ticking = true;
            delay.after(TICK, () -> mailbox.post(this::tick));
        }
    }

    private void tick() {
        ticking = false;
        try {
            for (WaitingLine line : lines.values()) {
                serve(line);
                dismiss(line);
            }
        } finally {
            keepTicking();
        }
    }

    private static void broken(Throwable fault) {
        LOG.log(Level.ERROR, "The waiting room failed at a step", fault);
    }
}
