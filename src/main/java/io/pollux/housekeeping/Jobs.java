package io.pollux.housekeeping;

import io.pollux.rota.Rota;
import io.pollux.rota.RotaLine;
import io.pollux.rota.RotaLine.Outcome;
import io.pollux.rota.Turn;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * This node's part in the jobs of all nodes: looks which are due, takes those that nobody has in hand, and does them. While
 * the database is away none is begun, and one chore says so for all.
 */
public final class Jobs implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Jobs.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** What was read longer ago is not acted on. */
    private static final Duration FRESH = LOOK.multipliedBy(4);

    private static final Duration RENEWED_BEFORE = Rota.TERM.dividedBy(3).multipliedBy(2);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration AGAIN = Duration.ofMinutes(5);
    /** As far ahead as a column reaches; what is never due is due then. */
    private static final Duration NEVER = Duration.ofDays(36_500);

    private final Rota rota;
    private final Clock clock;
    private final BooleanSupplier wanted;
    private final List<Job> jobs;
    private final RandomGenerator chances = RandomGenerator.getDefault();
    /** Those in this node's hands, and until when. */
    private final Map<Turn, Instant> held = new ConcurrentHashMap<>();
    /** When somebody asked this node for a job last. */
    private final Map<String, Instant> asked = new ConcurrentHashMap<>();
    /** Names of those that failed last, so that a failure that lasts is told once. */
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    /** Written by the one who looks. */
    private volatile Seen seen = new Seen(Instant.EPOCH, Map.of());

    private volatile boolean closed;

    /** @param wanted whether they are done by the clock; asked at every look */
    Jobs(Rota rota, Clock clock, BooleanSupplier wanted, List<Job> jobs) {
        this.rota = rota;
        this.clock = clock;
        this.wanted = wanted;
        this.jobs = jobs;
        Instant opened = clock.instant();
        jobs.forEach(job -> rota.enter(job.name(), bounded(job.rhythm().first(opened, chances.nextDouble()))));
    }

    /** All jobs as they stand at this moment, in the order in which pages show them. */
    public List<RotaLine> lines() {
        Map<String, RotaLine> found = byName();
        return jobs.stream()
                .map(job -> Optional.ofNullable(found.get(job.name())))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Has a job done within a few seconds, by whichever node comes first; by this one while nothing is done by the clock.
     *
     * @return whether it will be: not when it is running, or is none
     */
    public boolean hurry(String name) {
        Instant now = clock.instant();
        boolean moved = jobs.stream().anyMatch(job -> job.name().equals(name)) && rota.move(name, now);
        if (moved) {
            asked.put(name, now);
        }
        return moved;
    }

    /** Whether they are done by the clock, and not only when somebody asks for one. */
    public boolean byTheClock() {
        return wanted.getAsBoolean();
    }

    /** Begins nothing more, and lets what is running know that it should come to its end. To be closed before the housekeeper. */
    @Override
    public void close() {
        closed = true;
    }

    /** What the housekeeper has to do for them; the look comes first. */
    List<Chore> chores() {
        List<Chore> chores = new ArrayList<>();
        chores.add(new Chore("look which jobs are due", Rhythm.every(LOOK), this::look));
        jobs.forEach(
                job -> chores.add(new Chore("see to the job " + job.name(), Rhythm.every(LOOK), () -> attend(job))));
        return chores;
    }

    private void look() {
        Instant now = clock.instant();
        seen = new Seen(now, byName());
        held.entrySet().stream()
                .filter(turn -> turn.getValue().minus(RENEWED_BEFORE).isBefore(now))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(turn -> renew(turn, now));
    }

    private void renew(Turn turn, Instant now) {
        if (rota.renew(turn)) {
            held.replace(turn, now.plus(Rota.TERM));
        } else if (held.remove(turn) != null) {
            LOG.log(Level.WARNING, "Another node has taken over the job {0}", turn.job());
        }
    }

    private void attend(Job job) {
        Instant now = clock.instant();
        RotaLine line = seen.lines().get(job.name());
        if (closed || line == null || line.running(now) || seen.at().plus(FRESH).isBefore(now)) {
            return;
        }
        if (!byTheClock() && !askedFor(line)) {
            return;
        }
        Instant latest = bounded(job.rhythm().next(now, 1));
        if (line.due().isAfter(latest)) {
            // The clock was put back, or a setting has changed what the rhythm goes by.
            rota.move(job.name(), latest);
        } else if (!line.due().isAfter(prompt(line) ? now : now.minus(GRACE))) {
            rota.take(job.name()).ifPresent(turn -> run(job, turn));
        }
    }

    /** Whether somebody has asked for it and nobody has begun it since. */
    private boolean askedFor(RotaLine line) {
        return Optional.ofNullable(asked.get(line.job()))
                .filter(moment -> line.begun().filter(moment::isBefore).isEmpty())
                .isPresent();
    }

    /** Whoever did it last goes on doing it, for a node knows best what it has seen to; others leave it a little time. */
    private boolean prompt(RotaLine line) {
        return line.holder().isEmpty() || line.holder().equals(rota.node());
    }

    private void run(Job job, Turn turn) {
        held.put(turn, turn.begun().plus(Rota.TERM));
        BooleanSupplier goOn = () -> !closed && held.containsKey(turn);
        try {
            Map<String, Long> figures = job.work().run(goOn);
            if (closed) {
                rota.leave(turn);
            } else {
                end(job, turn, Outcome.DONE, text(figures));
                succeeded(job);
            }
        } catch (RuntimeException | Error e) {
            failed(job, turn, e);
        } finally {
            held.remove(turn);
        }
    }

    private void end(Job job, Turn turn, Outcome outcome, String told) {
        Instant next = bounded(job.rhythm().next(turn.begun(), chances.nextDouble()));
        Instant soon = clock.instant().plus(AGAIN);
        boolean sooner = outcome == Outcome.FAILED && soon.isBefore(next);
        rota.end(turn, outcome, told, sooner ? soon : next);
    }

    private void succeeded(Job job) {
        if (failing.remove(job.name())) {
            LOG.log(Level.INFO, "The job {0} succeeds again", job.name());
        }
    }

    /** With the database away its end cannot be written either: it stays in hand until the term is over, and is begun anew. */
    private void failed(Job job, Turn turn, Throwable e) {
        String words =
                Optional.ofNullable(e.getMessage()).orElseGet(() -> e.getClass().getSimpleName());
        if (failing.add(job.name())) {
            LOG.log(Level.WARNING, "The job {0} failed and is tried again: {1}", job.name(), words);
            LOG.log(Level.DEBUG, "The job " + job.name() + " failed", e);
        }
        try {
            end(job, turn, Outcome.FAILED, words);
        } catch (RuntimeException away) {
            LOG.log(Level.DEBUG, "The end of the job " + job.name() + " was not written", away);
        }
    }

    private Map<String, RotaLine> byName() {
        return rota.lines().stream().collect(Collectors.toMap(RotaLine::job, Function.identity()));
    }

    private Instant bounded(Instant due) {
        Instant last = clock.instant().plus(NEVER);
        return due.isBefore(last) ? due : last;
    }

    /** As {@code deleted=12 errors=3}. */
    private static String text(Map<String, Long> figures) {
        return new TreeMap<>(figures)
                .entrySet().stream()
                        .map(figure -> figure.getKey() + "=" + figure.getValue())
                        .collect(Collectors.joining(" "));
    }

    private record Seen(Instant at, Map<String, RotaLine> lines) {}
}
