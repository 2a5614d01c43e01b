package io.pollux.pool;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.QuotaSpent;
import io.pollux.exchange.Failure.QuotaWindow;
import io.pollux.exchange.Failure.Refusal;
import io.pollux.exchange.Fault;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Operation;
import io.pollux.keys.Changed;
import io.pollux.keys.StoredCooldown;
import io.pollux.keys.StoredKey;
import io.pollux.settings.Settings;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The keys in memory: lends them in turn and remembers which may not be lent, for which model and until when.
 *
 * <p>Nothing here blocks for longer than a few memory reads: one lock guards everything, and no lend looks at more keys
 * than the call has been tried with, however many are cooling. What must outlive the process waits in {@link #changes}.
 */
public final class KeyPool {
    private static final String COUNTING = ":countTokens";
    private static final String READING = ":models";
    private static final int SWEPT_PER_DRAIN = 500;

    private final Supplier<Settings> settings;
    private final Clock clock;
    private final Roster roster = new Roster();
    private final Outbox outbox = new Outbox();
    private final Lanes lanes = new Lanes(outbox);
    private final Enrolment enrolment = new Enrolment(roster, lanes);

    public KeyPool(Supplier<Settings> settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Takes over at the start what the database knows. Cool-downs that are over, or whose keys are gone, are ignored. */
    public synchronized void restore(Collection<StoredKey> keys, Collection<StoredCooldown> cooldowns) {
        keys.forEach(this::enter);
        Instant now = clock.instant();
        for (StoredCooldown row : cooldowns) {
            roster.project(row.scope())
                    .ifPresent(project -> lanes.restore(project, row.model(), Outbox.cooldown(row), now));
        }
    }

    /**
     * Follows what was changed elsewhere: by the operator, or by another node. Loans that are out go on. Key by key, so that
     * calls get their turn in between when thousands change.
     */
    public void apply(Changed changed) {
        changed.deleted().forEach(this::leave);
        changed.present().forEach(this::enter);
    }

    /**
     * The next key for a call, or the truth about why there is none. The key is added to those that the call has been
     * tried with.
     */
    public Lending lend(GeminiCall call, Tried tried) {
        int perTurn = settings.get().get(Settings.KEY_ROTATION_REQUEST_COUNT);
        long now = clock.millis();
        String model = booked(call.operation(), call.model());
        synchronized (this) {
            Lane lane = lanes.serving(model);
            lanes.wakeSome(lane, now);
            int place = lane.ring(call.kind()).next(perTurn, tried, roster);
            if (place < 0 && lanes.wakeAll(lane, now)) {
                place = lane.ring(call.kind()).next(perTurn, tried, roster);
            }
            if (place < 0) {
                return none(lane, call, place, Instant.ofEpochMilli(now));
            }
            KeyEntry entry = roster.at(place);
            tried.add(entry.id());
            return lent(entry, model, now);
        }
    }

    /**
     * A loan of one certain key whatever its state, to find out whether Google takes it. Empty when there is no such key.
     */
    public synchronized Optional<Loan> lend(long keyId, Operation operation, String model) {
        return roster.find(keyId).map(entry -> lent(entry, booked(operation, model), clock.millis()));
    }

    /** What the pool makes of a key; empty when there is no such key. */
    public synchronized Optional<KeyView> view(long keyId) {
        return roster.find(keyId).map(this::view);
    }

    /** How many keys of a kind may be lent, cooling for single models apart. */
    public synchronized int ready(KeyKind kind) {
        lanes.wakeAll(lanes.common(), clock.millis());
        return lanes.common().ring(kind).count();
    }

    public synchronized Headcount headcount(KeyKind kind) {
        lanes.wakeAll(lanes.common(), clock.millis());
        return shortage(lanes.common(), kind, clock.instant()).keys();
    }

    /** Keys that Google refuses but that may have recovered: no leaked ones, none that are switched off. */
    public synchronized List<Long> recoverable() {
        return roster.all().stream()
                .filter(entry -> entry.key().enabled())
                .filter(entry -> entry.state()
                        .setAside()
                        .filter(aside -> aside.refusal() != Refusal.LEAKED)
                        .isPresent())
                .map(KeyEntry::id)
                .toList();
    }

    /** Takes what is to be written down, a batch at a time; empty when all has been taken. */
    public synchronized Changes changes() {
        lanes.sweep(clock.millis(), SWEPT_PER_DRAIN);
        return outbox.drain();
    }

    /** A batch has been written down. */
    public synchronized void delivered(Changes changes) {
        changes.notes().forEach(note -> roster.find(note.keyId()).ifPresent(entry -> entry.delivered(note)));
    }

    /** A batch could not be written down: it will come again, merged with what has happened since. */
    public synchronized void undelivered(Changes changes) {
        changes.notes().forEach(note -> roster.find(note.keyId()).ifPresent(entry -> {
            entry.undelivered(note);
            outbox.note(entry);
        }));
        outbox.takeBack(changes);
    }

    /** How many models the pool keeps something about. */
    synchronized int lanes() {
        return lanes.count();
    }

    /** Returns whether the key is trusted again that was not. */
    synchronized boolean succeeded(Loan loan) {
        if (!loan.settle()) {
            return false;
        }
        Instant sentAt = Instant.ofEpochMilli(loan.lentAt());
        KeyEntry entry = loan.entry();
        lanes.succeeded(entry.project(), loan.model(), sentAt, clock.instant());
        return become(entry, entry.state().afterSuccess(sentAt));
    }

    /** Returns whether the key is set aside now and was not before. */
    synchronized boolean failed(Loan loan, Failure reported) {
        if (!loan.settle()) {
            return false;
        }
        Instant now = clock.instant();
        KeyEntry entry = loan.entry();
        Failure failure = outdated(reported, loan, now) ? minute(reported) : reported;
        if (failure.fault() == Fault.KEY || failure.fault() == Fault.PROJECT) {
            entry.blamed(failure, now);
            outbox.note(entry);
        }
        if (!entry.project().deserted()) {
            lanes.failed(entry.project(), loan.model(), failure, now);
        }
        return become(entry, entry.state().after(failure, settings.get().get(Settings.MAX_FAILURES), now));
    }

    synchronized void closed(Loan loan) {
        loan.settle();
    }

    private synchronized void enter(StoredKey key) {
        enrolment.enter(key, clock.instant());
    }

    private synchronized void leave(long keyId) {
        roster.find(keyId).ifPresent(enrolment::remove);
    }

    private Loan lent(KeyEntry entry, String model, long now) {
        entry.used(now);
        outbox.note(entry);
        return new Loan(this, entry, model, now);
    }

    private NoneReady none(Lane lane, GeminiCall call, int place, Instant now) {
        Shortage shortage = shortage(lane, call.kind(), now);
        return place == Ring.ALL_TRIED
                ? shortage.allTried(call.kind())
                : shortage.noneReady(call.kind(), call.model(), now);
    }

    private Shortage shortage(Lane lane, KeyKind kind, Instant now) {
        Lane common = lanes.common();
        return lane.ring(kind)
                .shortage(lane.edition() + common.edition(), () -> Shortage.at(lane, common, kind, roster, now));
    }

    /** Returns whether that turns trust into mistrust, or back. */
    private boolean become(KeyEntry entry, KeyState next) {
        if (entry.gone() || next.equals(entry.state())) {
            return false;
        }
        boolean turns = next.trusted() != entry.state().trusted();
        entry.enter(next);
        outbox.note(entry);
        lanes.review(entry, clock.instant());
        return turns;
    }

    private KeyView view(KeyEntry entry) {
        Instant now = clock.instant();
        Map<String, Cooldown> cooldowns = lanes.cooldowns(entry.project(), now);
        Cooldown everywhere = cooldowns.getOrDefault(Lanes.EVERY_MODEL, Cooldown.NONE);
        return new KeyView(
                entry.id(),
                entry.standing(everywhere.until(), now),
                entry.state().failures(),
                entry.state().setAside(),
                cooldowns,
                entry.lastUsed());
    }

    /** Counting tokens and reading the model list have quotas of their own, which say nothing of a model's. */
    private static String booked(Operation operation, String model) {
        if (operation == Operation.COUNT_TOKENS) {
            return COUNTING;
        }
        return operation.reads() ? READING : model;
    }

    /** Whether a quota that is said to be spent for the day is that of a day which has ended since the call was sent. */
    private static boolean outdated(Failure failure, Loan loan, Instant now) {
        return failure instanceof QuotaSpent spent
                && spent.window() == QuotaWindow.DAY
                && QuotaDay.turned(Instant.ofEpochMilli(loan.lentAt()), now);
    }

    private static Failure minute(Failure failure) {
        return new QuotaSpent(failure.report(), QuotaWindow.MINUTE, Optional.empty());
    }
}
