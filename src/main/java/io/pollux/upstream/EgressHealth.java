package io.pollux.upstream;

import io.pollux.exchange.Failure;
import io.pollux.exchange.GeminiCall;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How one way out does: told by each call what it met, it says whether the next may go. A way that is broken is closed to all
 * calls; one that Google refuses is closed to the calls of that sort only. What names a key or a project is left to them.
 *
 * <p>The direct way is never closed for being broken: there is nothing to go to instead, and each call says so by itself.
 */
final class EgressHealth {
    static final int FAILURES = 3;
    static final int PROJECTS = 3;

    /**
     * A burst that outlasts so many trials is no burst: from then on each key answers for itself again, until the first
     * success. Else keys that are refused without a reason would never be found out.
     */
    static final int TRIALS = 4;

    private static final System.Logger LOG = System.getLogger(EgressHealth.class.getName());
    private static final int MOST_TOPICS = 100;
    private static final String EVERY_CALL = "";

    private final Egress egress;
    private final Pace pace;
    /** By the calls that it concerns. Guarded by this. */
    private final Map<String, Trouble> troubles = new HashMap<>();
    /** No trouble at all, as nearly always: then nobody need wait for the lock. */
    private volatile boolean well = true;

    /** Guarded by this. */
    private Optional<Instant> checkedAt = Optional.empty();

    EgressHealth(Egress egress, Pace pace) {
        this.egress = egress;
        this.pace = pace;
    }

    Egress egress() {
        return egress;
    }

    /** The time that spans are measured by. */
    long nanos() {
        return pace.nanos();
    }

    /** Whether a call may go that way; whoever is told so sends it. */
    boolean enter(GeminiCall call) {
        if (well) {
            return true;
        }
        synchronized (this) {
            long now = pace.nanos();
            if (about(call).anyMatch(trouble -> trouble.left(now) > 0)) {
                return false;
            }
            about(call).forEach(trouble -> trouble.begin(now));
            return true;
        }
    }

    /** How long the way is still closed to such calls; zero when it is open. */
    synchronized Duration closedFor(GeminiCall call) {
        long now = pace.nanos();
        return Duration.ofNanos(Math.max(
                0, about(call).mapToLong(trouble -> trouble.left(now)).max().orElse(0)));
    }

    /** Why the way is closed to such calls. */
    synchronized String reason(GeminiCall call) {
        long now = pace.nanos();
        return about(call)
                .filter(Trouble::closed)
                .max(Comparator.comparingLong(trouble -> trouble.left(now)))
                .map(trouble -> words(trouble.cause()) + ": " + trouble.words())
                .orElse("The way out is closed");
    }

    /** Google has taken a call that was sent at that time. */
    void served(GeminiCall call, long beganAt) {
        if (!well) {
            lift(List.of(EVERY_CALL, kind(call), model(call)), beganAt);
        }
    }

    /** Something that only Google says has come back: the way leads there. */
    void reached(long beganAt) {
        if (!well) {
            lift(List.of(EVERY_CALL), beganAt);
        }
    }

    /** The way did not lead to Google. */
    synchronized void broke(Failure failure, long beganAt) {
        if (egress.kind() == Egress.Kind.DIRECT) {
            return;
        }
        Trouble trouble = trouble(EVERY_CALL);
        if (trouble.outdates(beganAt)) {
            return;
        }
        trouble.note(failure.report().message(), pace.now());
        if (trouble.another() >= FAILURES || trouble.closed()) {
            close(trouble, Trouble.Cause.BROKEN, beganAt);
        }
    }

    /** Google does not serve the place that it sees us in, or not with this model. */
    synchronized void misplaced(Failure failure, GeminiCall call, long beganAt) {
        Trouble trouble = trouble(model(call));
        trouble.note(failure.report().message(), pace.now());
        close(trouble, Trouble.Cause.LOCATION, beganAt);
    }

    /**
     * A call was refused in words that name neither key nor project.
     *
     * @return what is to be done about those whose refusals were the way's fault all along; absent when this one may well be
     *     the key's
     */
    synchronized Optional<List<Runnable>> refused(
            Failure failure, GeminiCall call, Upstream.Listener listener, long beganAt) {
        Trouble trouble = trouble(failure instanceof Failure.QuotaSpent ? model(call) : kind(call));
        if (trouble.lastsTooLong(TRIALS, beganAt)) {
            return Optional.empty();
        }
        trouble.note(failure.report().message(), pace.now());
        boolean first = !trouble.closed();
        if (first && trouble.suspects(pace.nanos(), listener.project(), listener.acquittal()) < PROJECTS) {
            return Optional.empty();
        }
        List<Runnable> wronged = first ? trouble.wronged() : List.of();
        close(trouble, Trouble.Cause.REFUSED, beganAt);
        return Optional.of(wronged);
    }

    /** For a way that is to be asked again soon, or asked now: only one that is broken can be asked without a key. */
    synchronized boolean wantsCheck(Duration ahead) {
        Trouble trouble = troubles.get(EVERY_CALL);
        return trouble != null && trouble.closed() && trouble.left(pace.nanos()) <= ahead.toNanos();
    }

    synchronized void checked() {
        checkedAt = Optional.of(pace.now());
    }

    synchronized ProxyView view() {
        long now = pace.nanos();
        Optional<Trouble> worst = troubles.values().stream()
                .max(Comparator.<Trouble>comparingLong(trouble -> trouble.left(now))
                        .thenComparing(Trouble::saidAt));
        Optional<Instant> until =
                worst.filter(Trouble::closed).map(trouble -> pace.now().plusNanos(Math.max(0, trouble.left(now))));
        return new ProxyView(
                egress.label(),
                state(worst),
                worst.map(Trouble::failures).orElse(0),
                until,
                worst.map(Trouble::words).orElse(""),
                worst.map(Trouble::saidAt),
                checkedAt);
    }

    private ProxyView.State state(Optional<Trouble> worst) {
        if (egress.kind() == Egress.Kind.UNUSABLE) {
            return ProxyView.State.UNUSABLE;
        }
        if (worst.filter(Trouble::closed).isEmpty()) {
            return ProxyView.State.WELL;
        }
        return worst.get().cause() == Trouble.Cause.BROKEN ? ProxyView.State.SET_ASIDE : ProxyView.State.REFUSED;
    }

    private void close(Trouble trouble, Trouble.Cause cause, long beganAt) {
        if (trouble.close(cause, beganAt, pace.nanos(), pace.chance())) {
            LOG.log(
                    Level.WARNING,
                    "The way out {0} is closed for now. {1}: {2}",
                    egress.label(),
                    words(cause),
                    trouble.words());
        }
    }

    private synchronized void lift(List<String> topics, long beganAt) {
        for (String topic : topics) {
            Trouble trouble = troubles.get(topic);
            if (trouble == null) {
                continue;
            }
            if (trouble.outdates(beganAt)) {
                trouble.forget();
                continue;
            }
            troubles.remove(topic);
            if (trouble.closed()) {
                LOG.log(Level.INFO, "The way out {0} is open again", egress.label());
            }
        }
        well = troubles.isEmpty();
    }

    /** Names of models come from clients: where there are too many, one that closes nothing makes room. */
    private Trouble trouble(String topic) {
        well = false;
        if (troubles.size() >= MOST_TOPICS && !troubles.containsKey(topic)) {
            troubles.entrySet().stream()
                    .min(Map.Entry.comparingByValue(
                            Comparator.comparing(Trouble::closed).thenComparing(Trouble::saidAt)))
                    .ifPresent(least -> troubles.remove(least.getKey()));
        }
        return troubles.computeIfAbsent(topic, missing -> new Trouble());
    }

    private Stream<Trouble> about(GeminiCall call) {
        return Stream.of(EVERY_CALL, kind(call), model(call)).map(troubles::get).filter(trouble -> trouble != null);
    }

    private static String kind(GeminiCall call) {
        return call.kind().name();
    }

    private static String model(GeminiCall call) {
        return call.kind() + "/" + call.model();
    }

    private static String words(Trouble.Cause cause) {
        return switch (cause) {
            case BROKEN -> "It does not lead to Google";
            case REFUSED -> "Google refuses several projects alike there, so the way is suspected and not their keys";
            case LOCATION -> "Google does not serve the place that it sees us in there";
        };
    }
}
