package io.pollux.upstream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What speaks against one way out for one sort of calls. The way is closed to them for longer and longer; when the time is
 * over one call finds out whether it is still so, and the others wait for it. Times are the nanoseconds of one clock that
 * never goes back. Guarded by its {@link EgressHealth}.
 */
final class Trouble {
    /** So long the others wait for the one call that finds out; after it another may. */
    static final Duration TRIAL = Duration.ofSeconds(15);

    private static final Duration BURST = Duration.ofSeconds(10);
    private static final int MOST_SUSPECTS = 32;

    private final Deque<Suspect> suspects = new ArrayDeque<>();
    private Cause cause = Cause.BROKEN;
    private String words = "";
    private Instant saidAt = Instant.EPOCH;
    private int failures;
    private int closings;
    private boolean disbelieved;
    private long closedAt;
    private long closedUntil;

    /** What happened to a project's call, and what is to be done when it was not the project's fault after all. */
    private record Suspect(long at, String project, Runnable acquittal) {}

    /** Why a way is closed. */
    enum Cause {
        /** It does not lead to Google. To ask again costs nobody a call, and an outage of the network ends for all at once. */
        BROKEN(Duration.ofSeconds(5), Duration.ofMinutes(2)),
        /** Google refuses whoever comes that way, and does not say why. */
        REFUSED(Duration.ofSeconds(15), Duration.ofMinutes(10)),
        /** Google does not serve the place that it sees us in. */
        LOCATION(Duration.ofSeconds(30), Duration.ofMinutes(10));

        private final Duration first;
        private final Duration longest;

        Cause(Duration first, Duration longest) {
            this.first = first;
            this.longest = longest;
        }
    }

    void note(String said, Instant at) {
        words = said;
        saidAt = at;
    }

    String words() {
        return words;
    }

    Instant saidAt() {
        return saidAt;
    }

    Cause cause() {
        return cause;
    }

    boolean closed() {
        return closings > 0 && !disbelieved;
    }

    /** Whether a refusal that so many trials have met is no burst any more; then the way is open again. */
    boolean lastsTooLong(int trials, long beganAt) {
        boolean met = cause == Cause.REFUSED && closings >= trials && beganAt - closedAt > 0;
        disbelieved |= met;
        return disbelieved;
    }

    int failures() {
        return failures;
    }

    int another() {
        return ++failures;
    }

    /** Until a call may go; not positive when one may go now. */
    long left(long now) {
        return closed() ? closedUntil - now : 0;
    }

    /** A call goes. If it is the one that finds out, the others wait. */
    void begin(long now) {
        if (closed()) {
            closedUntil = now + TRIAL.toNanos();
        }
    }

    /**
     * Closes the way, for longer than the last time. A call that was sent before the way was closed only says what is known.
     *
     * @param chance from 0 to 1: ways that failed together are not tried together
     * @return whether the way was open before
     */
    boolean close(Cause why, long beganAt, long now, double chance) {
        boolean first = closings == 0;
        if (!first && beganAt - closedAt <= 0) {
            return false;
        }
        cause = why;
        long longer = why.first.toNanos() << Math.min(closings, 20);
        long step = Math.min(longer, why.longest.toNanos());
        closings++;
        closedAt = now;
        closedUntil = now + (long) (step * (0.8 + 0.4 * chance));
        suspects.clear();
        return first;
    }

    /** Whether what is known now is no news to a trouble: it is younger than a call sent at that time. */
    boolean outdates(long beganAt) {
        return closings > 0 && beganAt - closedAt <= 0;
    }

    /** One more was refused: how many different projects were so within seconds. */
    long suspects(long now, String project, Runnable acquittal) {
        while (!suspects.isEmpty() && now - suspects.peekFirst().at > BURST.toNanos()
                || suspects.size() >= MOST_SUSPECTS) {
            suspects.removeFirst();
        }
        suspects.addLast(new Suspect(now, project, acquittal));
        return suspects.stream().map(Suspect::project).distinct().count();
    }

    /** For those who met it before; the one who met it last hears anyway that it was not theirs. */
    List<Runnable> wronged() {
        return suspects.stream()
                .limit(suspects.size() - 1L)
                .map(Suspect::acquittal)
                .toList();
    }

    /** A call got through. */
    void forget() {
        suspects.clear();
        failures = 0;
    }
}
