package io.pollux.pool;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.QuotaSpent;
import io.pollux.exchange.Quota;
import io.pollux.exchange.Usage;
import io.pollux.keys.StoredCeiling;
import io.pollux.keys.StoredProject;
import io.pollux.keys.StoredUse;
import io.pollux.pool.Ceilings.Learned;
import io.pollux.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the projects have used of the models: counted when a key is lent, put right when it comes back, and compared with
 * what is allowed, so that a project rests at a model before Google has to refuse. Guarded by the pool's lock.
 *
 * <p>What counts, as far as it is known. Google takes a request into account when it lets it in, with its input tokens:
 * seen even for requests that it then refuses as too long
 * (<a href="https://github.com/google-gemini/gemini-cli/issues/15184">gemini-cli 15184</a>). The rest are assumptions.
 * Cached tokens and the results of tools count as input; a call that the client or a deadline of ours leaves counts, and
 * so does a stream that Google breaks off. A request that Google lets in and then refuses or fails before the first token
 * counts in the minute and not in the day. What is refused at the gate (401, 403, 404, 429), what fails on the way, and a
 * model that is overloaded count nothing. In doubt we count too little: if Google counts more its next refusal says so and
 * puts us right, whereas what we count too much nobody would give back before midnight.
 */
final class Ledger {
    /** What others are heard to have done after a longer silence than this does not all belong to the last minute. */
    private static final Duration FRESH = Duration.ofSeconds(3);

    private final Roster roster;
    private final Benches benches;
    private final Outbox outbox;
    private final Allowances allowances = new Allowances();
    private final PacificDay pacific = new PacificDay();
    private long tidied;
    private Instant heardAt = Instant.MIN;

    Ledger(Roster roster, Benches benches, Outbox outbox) {
        this.roster = roster;
        this.benches = benches;
        this.outbox = outbox;
    }

    /** Takes over the settings of the moment; new ones act at once, also on who rests already. */
    void follow(Settings current, long now) {
        if (allowances.follow(current)) {
            roster.projects().forEach(project -> review(project, now));
        }
    }

    /** What the operator says of a project acts at once too; the project need not be known. */
    void hear(StoredProject said, long now) {
        if (allowances.hear(said)) {
            roster.project(said.scope()).ifPresent(project -> review(project, now));
        }
    }

    /** Whether the project may be sent a call of that size now. One that may be sent nothing at all is sat down. */
    Room room(Project project, String model, long now, long tokens) {
        Account account = project.find(model);
        if (!allowances.guard() || account == null) {
            return Room.ENOUGH;
        }
        allowances.refresh(account, now);
        if (account.fits(tokens, today(account, now), now)) {
            return Room.ENOUGH;
        }
        return review(account, now) ? Room.NONE : Room.TOO_LITTLE;
    }

    /** When a project that has {@linkplain Room#TOO_LITTLE too little room} for a call has enough. */
    long roomAt(Project project, String model, long now, long tokens) {
        Account account = project.find(model);
        return account.fitsAt(tokens, today(account, now), now);
    }

    /** Counts a call that is about to be sent. */
    DayCount reserve(Project project, String model, long now, long tokens) {
        Account account = Lanes.bookable(model)
                ? project.account(model, dayEnds(now))
                : new Account(project, model, dayEnds(now));
        allowances.refresh(account, now);
        DayCount day = today(account, now);
        account.minute().add(now, 1, tokens);
        book(day, 1, tokens, 0);
        if (allowances.guard() && !account.fits(1, day, now)) {
            review(account, now);
        }
        return day;
    }

    /** An answer has come: Google's count takes the place of the estimate, where it says one. */
    void succeeded(Loan loan, Usage usage, long now) {
        settle(loan, usage, now);
        Account account = loan.day().account();
        Ceilings ceilings = account.ceilings();
        boolean beyond = account.succeeded(loan.day()) > ceilings.of(Quota.REQUESTS_PER_DAY);
        if (beyond && ceilings.learnedLowest(Quota.REQUESTS_PER_DAY)) {
            ceilings.forget(Quota.REQUESTS_PER_DAY);
            review(account, now);
        }
    }

    void failed(Loan loan, Failure failure, Usage usage, Instant now) {
        long millis = now.toEpochMilli();
        switch (Charge.of(failure, usage)) {
            case FULL -> settle(loan, usage, millis);
            case MINUTE -> handBack(loan, millis);
            case NOTHING -> correct(loan, -1, -loan.tokens(), 0, millis);
        }
        if (failure instanceof QuotaSpent spent) {
            Account account = loan.day().account();
            spent.ceilings().forEach((quota, most) -> learn(account, quota, new Learned(most, now)));
            review(account, millis);
        }
    }

    /** The same call is sent once more. One that did not count lends its place to the next. */
    void again(Loan loan, Failure failure, long now) {
        Charge charge = Charge.of(failure, Usage.NONE);
        if (charge == Charge.MINUTE) {
            handBack(loan, now);
        }
        if (charge != Charge.NOTHING) {
            Account account = loan.day().account();
            loan.count(reserve(account.project(), account.model(), now, loan.tokens()), now);
        }
    }

    /** What the table says of all nodes, and what others have learned. */
    void hear(StoredUse row, Project project, Instant now) {
        long millis = now.toEpochMilli();
        long ends = row.dayEnds().toEpochMilli();
        if (ends != dayEnds(millis) || !Lanes.bookable(row.model())) {
            return;
        }
        Account account = project.account(row.model(), ends);
        allowances.refresh(account, millis);
        DayCount day = today(account, millis);
        long inputBefore = day.input();
        long requests = day.heard(row);
        if (requests > 0 && Duration.between(heardAt, now).compareTo(FRESH) <= 0) {
            account.minute().add(millis, (int) requests, Math.max(0, day.input() - inputBefore));
        }
        review(account, millis);
    }

    void hear(StoredCeiling row, Project project, Instant now) {
        Learned said = new Learned(row.most(), row.statedAt());
        if (said.ends().isAfter(now) && Lanes.bookable(row.model())) {
            Account account = project.account(row.model(), dayEnds(now.toEpochMilli()));
            account.ceilings().learn(row.quota(), said);
            review(account, now.toEpochMilli());
        }
    }

    /** All that was to be heard at that time has been. */
    void heard(Instant now) {
        heardAt = now;
    }

    /** A project has other keys than before, perhaps of another kind. */
    void membersChanged() {
        allowances.membersChanged();
    }

    /** Two projects turn out to be one: what this node counted for the first now counts for the second. */
    void merge(Project from, Project to, long now) {
        from.accounts().forEach((model, account) -> {
            Account heir = to.account(model, dayEnds(now));
            DayCount mine = today(account, now);
            DayCount day = today(heir, now);
            mine.moveTo(day);
            outbox.note(mine);
            outbox.note(day);
            review(heir, now);
        });
    }

    /** Drops what has nothing to say any more. Asked often, acts once a day. */
    void tidy(long now) {
        long ends = dayEnds(now);
        if (tidied != ends) {
            tidied = ends;
            roster.projects().forEach(project -> project.forget(account -> idle(account, now)));
        }
    }

    Map<String, QuotaView> views(Project project, long now) {
        Map<String, QuotaView> views = new TreeMap<>();
        project.accounts().forEach((model, account) -> {
            allowances.refresh(account, now);
            views.put(model, account.view(today(account, now), now));
        });
        return views;
    }

    private void settle(Loan loan, Usage usage, long now) {
        long more = usage.input() > 0 ? usage.input() - loan.tokens() : 0;
        correct(loan, 0, more, usage.output(), now);
    }

    private void handBack(Loan loan, long now) {
        book(loan.day(), -1, -loan.tokens(), 0);
        review(loan.day().account(), now);
    }

    private void correct(Loan loan, int requests, long tokens, long output, long now) {
        DayCount day = loan.day();
        day.account().minute().correct(loan.countedAt(), requests, tokens);
        if (requests != 0 || tokens != 0 || output != 0) {
            book(day, requests, tokens, output);
        }
        if (tokens > 0 && day.account().ceilings().any()
                || requests < 0
                || tokens < 0 && day.account().sits()) {
            review(day.account(), now);
        }
    }

    private void book(DayCount day, long requests, long input, long output) {
        day.add(requests, input, output);
        outbox.note(day);
    }

    private void learn(Account account, Quota quota, Learned said) {
        if (account.ceilings().learn(quota, said)) {
            outbox.put(
                    new StoredCeiling(account.project().scope(), account.model(), quota, said.most(), said.statedAt()));
        }
    }

    private void review(Project project, long now) {
        project.accounts().values().forEach(account -> review(account, now));
    }

    /** Sits a project down that has no room, or lets it up again; returns whether it sits. */
    private boolean review(Account account, long now) {
        Project project = account.project();
        if (project.deserted() || project.accounts().get(account.model()) != account) {
            return false;
        }
        allowances.refresh(account, now);
        DayCount day = today(account, now);
        boolean full = allowances.guard() && !account.fits(1, day, now);
        if (full) {
            account.sitDown();
            benches.rest(project, account.model(), account.rest(day, now), Instant.ofEpochMilli(now));
        } else if (account.sits()) {
            account.getUp();
            benches.rest(project, account.model(), Cooldown.NONE, Instant.ofEpochMilli(now));
        }
        return full;
    }

    private boolean idle(Account account, long now) {
        return !account.knows(dayEnds(now))
                && account.minute().requests(now) == 0
                && !account.ceilings().learnedAny();
    }

    private DayCount today(Account account, long now) {
        return account.day(dayEnds(now));
    }

    private long dayEnds(long now) {
        return pacific.endOf(now);
    }
}
