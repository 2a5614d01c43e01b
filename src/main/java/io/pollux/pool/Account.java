package io.pollux.pool;

import io.pollux.exchange.Quota;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** What one project has used of one model, and how much it may use. Guarded by the pool's lock. */
final class Account {
    private final Project project;
    private final String model;
    private final Ceilings ceilings = new Ceilings();
    private final MinuteWindow minute = new MinuteWindow();
    private DayCount today;
    /** Kept for a clock that goes back. */
    private DayCount before;

    private boolean sits;
    private long edition = -1;
    private long succeededToday;

    Account(Project project, String model, long dayEnds) {
        this.project = project;
        this.model = model;
        this.today = new DayCount(this, dayEnds);
        this.before = today;
    }

    Project project() {
        return project;
    }

    String model() {
        return model;
    }

    Ceilings ceilings() {
        return ceilings;
    }

    MinuteWindow minute() {
        return minute;
    }

    /** The day that ends then; another than the last one begins with nothing. */
    DayCount day(long ends) {
        if (today.ends() == ends) {
            return today;
        }
        DayCount last = today;
        today = before.ends() == ends ? before : new DayCount(this, ends);
        before = last;
        succeededToday = 0;
        return today;
    }

    /** The day that ends then, if this account has come that far and no further. */
    boolean knows(long ends) {
        return today.ends() == ends || before.ends() == ends;
    }

    /** Whether this project was last seen resting here. */
    boolean sits() {
        return sits;
    }

    void sitDown() {
        sits = true;
    }

    void getUp() {
        sits = false;
    }

    /** Returns whether the limits of the settings have to be looked up again. */
    boolean outdated(long currentEdition) {
        boolean outdated = edition != currentEdition;
        edition = currentEdition;
        return outdated;
    }

    /** Returns how many calls that succeeded were begun in this day, this one included. */
    long succeeded(DayCount day) {
        if (day == today) {
            succeededToday++;
        }
        return succeededToday;
    }

    /** Whether a call with so many input tokens may be sent now. One that alone is more than a limit may go alone. */
    boolean fits(long tokens, DayCount day, long now) {
        return !ceilings.any()
                || minute.requests(now) < ceilings.of(Quota.REQUESTS_PER_MINUTE)
                        && day.requests() < ceilings.of(Quota.REQUESTS_PER_DAY)
                        && fits(minute.tokens(now), tokens, ceilings.of(Quota.INPUT_TOKENS_PER_MINUTE))
                        && fits(day.input(), tokens, ceilings.of(Quota.INPUT_TOKENS_PER_DAY));
    }

    private static boolean fits(long used, long more, long most) {
        return used <= 0 || used <= most - more;
    }

    /** Requests counted in the day that is under way. */
    long requestsToday(long now) {
        return now < today.ends() ? today.requests() : 0;
    }

    /** How much of a quota is used, whatever its limit is. */
    long used(Quota quota, long now) {
        return switch (quota) {
            case REQUESTS_PER_MINUTE -> minute.requests(now);
            case INPUT_TOKENS_PER_MINUTE -> minute.tokens(now);
            case REQUESTS_PER_DAY -> requestsToday(now);
            case INPUT_TOKENS_PER_DAY -> now < today.ends() ? today.input() : 0;
        };
    }

    /** The largest share of a known limit that is used: 1 at a limit, 0 when none is known. */
    double fullness(long now) {
        double fullest = 0;
        if (ceilings.any()) {
            for (Quota quota : Ceilings.QUOTAS) {
                long most = ceilings.of(quota);
                fullest = most == Ceilings.NONE ? fullest : Math.max(fullest, (double) used(quota, now) / most);
            }
        }
        return fullest;
    }

    /** When {@link #fits} becomes true if nothing else is sent. */
    long fitsAt(long tokens, DayCount day, long now) {
        boolean dayIsFull = day.requests() >= ceilings.of(Quota.REQUESTS_PER_DAY)
                || !fits(day.input(), tokens, ceilings.of(Quota.INPUT_TOKENS_PER_DAY));
        if (dayIsFull) {
            return day.ends();
        }
        long mostTokens = Math.max(0, ceilings.of(Quota.INPUT_TOKENS_PER_MINUTE) - tokens);
        return minute.sinksTo(ceilings.of(Quota.REQUESTS_PER_MINUTE) - 1, mostTokens, now);
    }

    QuotaView view(DayCount day, long now) {
        Map<Quota, Long> limits = ceilings.all();
        Map<Quota, QuotaView.Source> sources = new EnumMap<>(Quota.class);
        limits.keySet().forEach(quota -> sources.put(quota, ceilings.source(quota)));
        return new QuotaView(
                minute.requests(now), minute.tokens(now), day.requests(), day.input(), day.output(), limits, sources);
    }

    /** Why this project rests at this model. */
    Cooldown rest(DayCount day, long now) {
        Instant until = Instant.ofEpochMilli(fitsAt(1, day, now));
        return new Cooldown(until, reason(day, now), Cooldown.Provenance.LEARNED);
    }

    private String reason(DayCount day, long now) {
        if (day.requests() >= ceilings.of(Quota.REQUESTS_PER_DAY)) {
            return reason(Quota.REQUESTS_PER_DAY, day.requests());
        }
        if (!fits(day.input(), 1, ceilings.of(Quota.INPUT_TOKENS_PER_DAY))) {
            return reason(Quota.INPUT_TOKENS_PER_DAY, day.input());
        }
        return minute.requests(now) >= ceilings.of(Quota.REQUESTS_PER_MINUTE)
                ? reason(Quota.REQUESTS_PER_MINUTE, minute.requests(now))
                : reason(Quota.INPUT_TOKENS_PER_MINUTE, minute.tokens(now));
    }

    private String reason(Quota quota, long used) {
        return "Pollux has counted " + used + " of the " + ceilings.of(quota) + " " + quota.words()
                + " that are allowed, " + ceilings.sourceWords(quota);
    }
}
