package io.pollux.pool;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.KeyRefused;
import io.pollux.exchange.Fault;
import io.pollux.exchange.Usage;
import java.time.Instant;

/**
 * What the pool makes of a loan that comes back: of the key, of its project's benches, of what was counted. Guarded by the
 * pool's lock.
 */
final class Settlement {
    private final Lanes lanes;
    private final Benches benches;
    private final Ledger ledger;
    private final Outbox outbox;
    private final Company company;
    private final Rations rations;

    Settlement(Lanes lanes, Benches benches, Ledger ledger, Outbox outbox, Company company, Rations rations) {
        this.lanes = lanes;
        this.benches = benches;
        this.ledger = ledger;
        this.outbox = outbox;
        this.company = company;
        this.rations = rations;
    }

    /** Returns whether the key is trusted again that was not. Makes nothing new where there is nothing to change. */
    boolean succeeded(Loan loan, Usage usage, long now) {
        KeyEntry entry = loan.entry();
        ledger.succeeded(loan, usage, now);
        admitted(loan, now);
        company.succeeded(entry, loan.model(), loan.lentAt(), now);
        if (entry.state().equals(KeyState.FRESH)) {
            return false;
        }
        KeyState next = entry.state().afterSuccess(Instant.ofEpochMilli(loan.lentAt()));
        return become(entry, next, Instant.ofEpochMilli(now));
    }

    /** Google has let a call in: that ends a guess before the call itself ends. */
    void admitted(Loan loan, long now) {
        benches.succeeded(loan.entry().project(), loan.model(), loan.lentAt(), now);
        if (loan.onTrial()) {
            endTrial(loan, Instant.ofEpochMilli(now));
        }
    }

    /** Returns whether the key is set aside now and was not before. */
    boolean failed(Loan loan, Failure reported, Usage usage, int maxFailures, Instant now) {
        KeyEntry entry = loan.entry();
        Failure failure = Booking.asOf(now, loan.lentAt(), reported);
        ledger.failed(loan, failure, usage, now);
        if (Charge.of(failure, usage) != Charge.FULL) {
            rations.handBack(loan, now.toEpochMilli());
        }
        if (loan.acquitted()) {
            endTrial(loan, now);
            return false;
        }
        if (failure.fault() == Fault.KEY || failure.fault() == Fault.PROJECT) {
            entry.blamed(failure, now);
            outbox.note(entry);
        }
        if (failure instanceof KeyRefused) {
            entry.answered(now.toEpochMilli());
        }
        bench(loan, failure, now);
        return become(entry, entry.state().after(failure, maxFailures, now), now);
    }

    /** Takes back what was booked on the word of a failure that was the way out's fault; what names the key stays. */
    void acquit(Loan loan, int maxFailures, Instant now) {
        KeyEntry entry = loan.entry();
        Penalty penalty = loan.penalty();
        if (penalty == Penalty.NONE) {
            return;
        }
        if (penalty.counted()) {
            become(entry, entry.state().forgiven(maxFailures), now);
        }
        if (!entry.project().deserted()) {
            benches.takeBack(entry.project(), penalty.model(), penalty.before(), penalty.after(), now);
        }
    }

    private void bench(Loan loan, Failure failure, Instant now) {
        Project project = loan.entry().project();
        String name = failure instanceof Failure.ProjectRefused ? Lanes.EVERY_MODEL : loan.model();
        Bench before = lanes.bench(project, name);
        if (!project.deserted()) {
            benches.failed(project, loan.model(), failure, now);
            company.failed(loan, failure, now);
        }
        endTrial(loan, now);
        loan.fined(new Penalty(Penalty.counts(failure), name, before, lanes.bench(project, name)));
    }

    /** Nothing was learnt, or all that there was. */
    void endTrial(Loan loan, Instant now) {
        if (loan.onTrial()) {
            benches.endTrial(loan.entry().project(), loan.model(), now);
        }
    }

    /** Returns whether that turns trust into mistrust, or back. */
    private boolean become(KeyEntry entry, KeyState next, Instant now) {
        if (entry.gone() || next.equals(entry.state())) {
            return false;
        }
        boolean turns = next.trusted() != entry.state().trusted();
        entry.enter(next);
        outbox.note(entry);
        lanes.review(entry, now);
        return turns;
    }
}
