package io.pollux.pool;

import io.pollux.exchange.Failure;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Operation;
import io.pollux.exchange.PassedOver;
import io.pollux.exchange.Usage;
import io.pollux.keys.Changed;
import io.pollux.keys.QuotaNews;
import io.pollux.keys.StoredCalls;
import io.pollux.keys.StoredCeiling;
import io.pollux.keys.StoredCooldown;
import io.pollux.keys.StoredKey;
import io.pollux.keys.StoredUse;
import io.pollux.settings.Settings;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The keys in memory: lends them as the strategy says and remembers which may not be lent, for which model and until when.
 *
 * <p>Nothing here blocks for longer than a few memory reads: one lock guards everything, and a lend looks at a bounded
 * number of keys, however many there are and however many are cooling. What must outlive the process waits in
 * {@link #changes}.
 */
public final class KeyPool {
    private static final int SWEPT_PER_DRAIN = 500;

    private final Supplier<Settings> settings;
    private final Clock clock;
    private final Roster roster = new Roster();
    private final Outbox outbox = new Outbox();
    private final Lanes lanes = new Lanes(outbox);
    private final Benches benches = new Benches(lanes, outbox);
    private final Ledger ledger = new Ledger(roster, benches, outbox);
    private final Rations rations = new Rations(lanes, outbox);
    private final Forwards forwards = new Forwards(this::setBackTo);
    private final Choice choice = new Choice(roster.tiers(), lanes, ledger);
    private final Need need = new Need();
    private final Enrolment enrolment = new Enrolment(roster, lanes, benches, ledger, rations);
    private final Company company = new Company(roster, lanes);
    private final Settlement settlement = new Settlement(lanes, benches, ledger, outbox, company, rations);
    private final PoolDesk desk;

    public KeyPool(Supplier<Settings> settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.desk = new PoolDesk(
                this, () -> forwards.at(clock.millis()), new Books(roster, lanes, benches, ledger, company));
    }

    /** For whoever does not call: pages, health, chores. */
    public PoolDesk desk() {
        return desk;
    }

    /** Takes over at the start what the database knows. Cool-downs that are over, or whose keys are gone, are ignored. */
    public synchronized void restore(Collection<StoredKey> keys, Collection<StoredCooldown> cooldowns) {
        keys.forEach(this::enter);
        Instant now = clock.instant();
        for (StoredCooldown row : cooldowns) {
            roster.project(row.scope())
                    .ifPresent(project -> benches.restore(project, row.model(), Outbox.cooldown(row), now));
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
        Settings current = settings.get();
        String model = Booking.name(call.operation(), call.model());
        long tokens = InputEstimate.of(call);
        long read = clock.millis();
        synchronized (this) {
            long now = forwards.at(read);
            ledger.follow(current, now);
            choice.follow(current);
            need.become(call, model, tokens, tried, now);
            KeyEntry entry = choice.key(need);
            if (entry == null) {
                return none(lanes.serving(model), call, Instant.ofEpochMilli(now));
            }
            tried.add(entry.id());
            PassedOver others = choice.passedOver(need);
            boolean alone = benches.tryOut(entry.project(), model, now);
            Loan loan = lent(entry, model, now, tokens).insteadOf(others);
            rations.count(loan, now);
            return alone ? loan.alone() : loan;
        }
    }

    /** From now on the call is treated as tried with every key of that one's project. */
    public synchronized void avoidProjectOf(long keyId, Tried tried) {
        roster.find(keyId).ifPresent(entry -> entry.project().members().forEach(member -> tried.add(member.id())));
    }

    /**
     * A loan of one certain key whatever its state, to find out whether Google takes it. Empty when there is no such key.
     */
    public synchronized Optional<Loan> lend(long keyId, Operation operation, String model) {
        return roster.find(keyId)
                .map(entry -> lent(entry, Booking.name(operation, model), forwards.at(clock.millis()), 0));
    }

    /** Takes what is to be written down, a batch at a time; empty when all has been taken. */
    public synchronized Changes changes() {
        long now = forwards.at(clock.millis());
        lanes.sweep(now, SWEPT_PER_DRAIN);
        ledger.follow(settings.get(), now);
        ledger.tidy(now);
        return outbox.drain();
    }

    /** A batch has been written down. */
    public synchronized void delivered(Changes changes) {
        changes.notes().forEach(note -> roster.find(note.keyId()).ifPresent(entry -> entry.delivered(note)));
        outbox.delivered(changes);
    }

    /**
     * What the tables say about quota: at the start, and then again and again, since other nodes write there too. To be told
     * only while no batch of {@link #changes} is on its way, and after the database has taken what there was: what it says
     * of all nodes includes then just that of ours which was {@link #delivered}.
     */
    public void hear(QuotaNews news) {
        news.cooldowns().forEach(this::hear);
        news.ceilings().forEach(this::hear);
        news.uses().forEach(this::hear);
        news.calls().forEach(this::hear);
        desk.hear(news.projects());
        synchronized (this) {
            ledger.heard(clock.instant());
        }
    }

    private synchronized void hear(StoredCooldown row) {
        roster.project(row.scope())
                .ifPresent(project -> benches.hear(project, row.model(), Outbox.cooldown(row), clock.instant()));
    }

    private synchronized void hear(StoredCeiling row) {
        roster.project(row.scope()).ifPresent(project -> ledger.hear(row, project, clock.instant()));
    }

    private synchronized void hear(StoredUse row) {
        roster.project(row.scope()).ifPresent(project -> ledger.hear(row, project, clock.instant()));
    }

    private synchronized void hear(StoredCalls row) {
        roster.find(row.keyId()).ifPresent(entry -> rations.hear(row, entry, forwards.at(clock.millis())));
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
    synchronized boolean succeeded(Loan loan, Usage usage) {
        return loan.settle() && settlement.succeeded(loan, usage, forwards.at(clock.millis()));
    }

    /** Returns whether the key is set aside now and was not before. */
    synchronized boolean failed(Loan loan, Failure failure, Usage usage) {
        return loan.settle() && settlement.failed(loan, failure, usage, maxFailures(), now());
    }

    synchronized void admitted(Loan loan) {
        if (!loan.settled()) {
            settlement.admitted(loan, forwards.at(clock.millis()));
        }
    }

    synchronized void acquit(Loan loan) {
        if (loan.forgive()) {
            settlement.acquit(loan, maxFailures(), now());
        }
    }

    synchronized void again(Loan loan, Failure failure) {
        if (!loan.settled()) {
            ledger.again(loan, failure, forwards.at(clock.millis()));
        }
    }

    synchronized void closed(Loan loan) {
        if (loan.settle() && loan.onTrial()) {
            settlement.endTrial(loan, now());
        }
    }

    /** As the settings of the moment have it. */
    Settings settings() {
        return settings.get();
    }

    private void setBackTo(Instant now) {
        benches.setBackTo(now);
        rations.setBackTo(now.toEpochMilli());
    }

    private int maxFailures() {
        return settings.get().get(Settings.MAX_FAILURES);
    }

    private Instant now() {
        return Instant.ofEpochMilli(forwards.at(clock.millis()));
    }

    private synchronized void enter(StoredKey key) {
        enrolment.enter(key, clock.instant());
    }

    private synchronized void leave(long keyId) {
        roster.find(keyId).ifPresent(enrolment::remove);
    }

    private Loan lent(KeyEntry entry, String model, long now, long tokens) {
        entry.used(now);
        outbox.note(entry);
        DayCount day = ledger.reserve(entry.project(), model, now, tokens);
        return new Loan(this, entry, model, now, day, tokens);
    }

    private NoneReady none(Lane lane, GeminiCall call, Instant now) {
        int verdict = choice.verdict();
        if (verdict == Ring.NO_ROOM) {
            return Shortage.noRoom(call.kind(), call.model(), choice.roomAt(), now);
        }
        Shortage shortage = Shortage.of(lane, lanes, choice.paid().serving(call.kind()), roster, now);
        return verdict == Ring.ALL_TRIED
                ? shortage.allTried(call.kind())
                : shortage.noneReady(call.kind(), call.model(), now);
    }
}
