package io.pollux.relay;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Whether one model has capacity. Closed until several calls in a row heard from Google that it has none; then open for a
 * while, then open for a few probes, one of which decides: an answer closes it, a refusal opens it again for longer.
 *
 * <p>What was sent before it opened says nothing about it afterwards. May be used from any thread.
 */
final class Breaker {
    /** So many calls in a row must have heard it: of one call each attempt would, and one call is no evidence. */
    private static final int EVIDENCE = 5;

    private static final long EVIDENCE_LASTS = 60_000;
    private static final long FIRST_PAUSE = 2_000;
    private static final long LONGEST_PAUSE = 60_000;
    /** Google sometimes names hours, and has capacity again in minutes. */
    private static final long LONGEST_STATED = 600_000;

    private static final int PROBES = 3;
    /** A probe that has not been answered by then no longer keeps the next from being sent. */
    private static final long PROBE_LASTS = 10_000;

    /** Mostly one says after that time which it is. */
    private static final long PROBE_DECIDES = 1_000;

    private final Deque<Evidence> evidence = new ArrayDeque<>(EVIDENCE);
    private final Deque<Long> probes = new ArrayDeque<>(PROBES);
    private int openings;
    private long closedUntil;

    /** @return zero when a call may be sent, else in how many milliseconds it is worth asking again */
    synchronized long ask(long now) {
        if (openings == 0) {
            return 0;
        }
        if (now < opensAt(now)) {
            return closedUntil - now;
        }
        probes.removeIf(since -> since + PROBE_LASTS <= now || since > now);
        if (probes.size() < PROBES) {
            probes.add(now);
            return 0;
        }
        return Math.min(PROBE_DECIDES, probes.peek() + PROBE_LASTS - now);
    }

    /**
     * Google had no capacity for a call.
     *
     * @param stated after what time Google asks to be asked again
     * @param chance from 0 to 1: spreads the probes of many nodes
     * @return whether that opened it
     */
    synchronized boolean overloaded(String call, Optional<Duration> stated, long sentAt, long now, double chance) {
        long asked = Math.min(LONGEST_STATED, stated.map(Duration::toMillis).orElse(0L));
        if (openings > 0 && sentAt < closedUntil) {
            closedUntil = Math.max(closedUntil, now + asked);
            return false;
        }
        if (openings == 0 && !enough(call, now)) {
            return false;
        }
        long pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(openings, 10));
        openings++;
        closedUntil = now + Math.max(asked, Math.round(pause * (0.75 + 0.5 * chance)));
        evidence.clear();
        probes.clear();
        return true;
    }

    /**
     * Google began to answer a call.
     *
     * @return whether that closed it
     */
    synchronized boolean answered(long sentAt) {
        evidence.clear();
        if (openings == 0 || sentAt < closedUntil) {
            return false;
        }
        openings = 0;
        probes.clear();
        return true;
    }

    /** A call that was let through, and perhaps sent, ended without a word about the model. */
    synchronized void undecided(long sentAt) {
        if (openings > 0 && sentAt >= closedUntil) {
            probes.poll();
        }
    }

    /** Whether nothing is kept here that matters. */
    synchronized boolean idle(long now) {
        return openings == 0
                ? evidence.isEmpty() || evidence.getLast().at() + EVIDENCE_LASTS < now
                : closedUntil + LONGEST_STATED < now;
    }

    /** A clock that was set back must not keep a model shut. */
    private long opensAt(long now) {
        if (closedUntil - now > LONGEST_STATED) {
            closedUntil = now;
        }
        return closedUntil;
    }

    private boolean enough(String call, long now) {
        evidence.removeIf(old -> old.call().equals(call) || old.at() + EVIDENCE_LASTS < now || old.at() > now);
        evidence.add(new Evidence(call, now));
        return evidence.size() >= EVIDENCE;
    }

    private record Evidence(String call, long at) {}
}
