package io.pollux.pool;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.QuotaSpent;
import io.pollux.pool.Cooldown.Provenance;
import java.time.Duration;
import java.time.Instant;

/**
 * What is known of one project's welcome at one model, or at all models: the pure rules of cooling down. Each event
 * gives a new state; a later failure lengthens a cool-down and never shortens it.
 *
 * @param told the cool-down that failures or the operator have brought, or the last one
 * @param rest until when the ledger has no room; comes and goes with what it counts and says nothing of failures
 * @param since when the last failure that counted came in
 * @param guesses failures in a row that did not say how long
 * @param trial until when one call alone finds out whether a guess is over
 */
record Bench(Cooldown told, Cooldown rest, Instant since, int guesses, Instant trial) {
    static final Bench NONE = new Bench(Cooldown.NONE, Cooldown.NONE, Instant.EPOCH, 0);

    private static final Duration DEFAULT_MINUTE = Duration.ofSeconds(60);
    private static final Duration MARGIN = Duration.ofSeconds(1);
    private static final Duration LONGEST_STATED = Duration.ofDays(1);
    private static final Duration NOTHING_GRANTED = Duration.ofDays(1);
    private static final Duration MODEL_CLOSED = Duration.ofDays(3);
    private static final Duration LONGEST_PROJECT = Duration.ofDays(31);
    private static final Duration FIRST_GUESS = Duration.ofSeconds(5);
    private static final Duration LONGEST_GUESS = Duration.ofSeconds(120);
    private static final Duration GUESSES_KEPT = Duration.ofMinutes(10);
    private static final String TRIED_OUT = "One call finds out whether Google serves this project again";

    /** So long the others wait for the call that finds out; then another one may. */
    static final Duration TRIAL = Duration.ofSeconds(10);

    Bench(Cooldown told, Cooldown rest, Instant since, int guesses) {
        this(told, rest, since, guesses, Instant.EPOCH);
    }

    /** A bench that was in force before a restart, or that an operator sets. */
    static Bench of(Cooldown cooldown, Instant now) {
        return new Bench(cooldown, Cooldown.NONE, now, 0);
    }

    /** The one in force, or the last one: of what was told and the ledger's rest the one that lasts longer. */
    Cooldown cooldown() {
        Cooldown longer = rest.until().isAfter(told.until()) ? rest : told;
        return trial.isAfter(longer.until()) ? new Cooldown(trial, TRIED_OUT, Provenance.GUESSED) : longer;
    }

    boolean on(Instant now) {
        return told.on(now) || rest.on(now) || trial.isAfter(now);
    }

    /** Whether a guess has run out and no call has shown yet that it was long enough. */
    boolean onProbation(Instant now) {
        return told.provenance() == Provenance.GUESSED
                && !on(now)
                && now.isBefore(told.until().plus(GUESSES_KEPT));
    }

    /** The same while one call finds out. */
    Bench triedOut(Instant now) {
        return new Bench(told, rest, since, guesses, now.plus(TRIAL));
    }

    /** The same when that call is over. */
    Bench untried() {
        return new Bench(told, rest, since, guesses);
    }

    /** The same with another word of the ledger's. */
    Bench resting(Cooldown next) {
        return new Bench(told, next, since, guesses, trial);
    }

    /** The same with another word of others. */
    Bench telling(Cooldown word, Instant now) {
        return word.equals(Cooldown.NONE) ? NONE.resting(rest) : new Bench(word, rest, now, guesses);
    }

    /**
     * The same after the clock has gone back: what began in the future lasts from now on as long as it would have lasted.
     */
    Bench setBackTo(Instant now) {
        if (!since.isAfter(now)) {
            return resting(Cooldown.NONE);
        }
        Instant until = now.plus(Duration.between(since, told.until()));
        Cooldown shifted = until.isBefore(told.until()) ? new Cooldown(until, told.reason(), told.provenance()) : told;
        return new Bench(shifted, Cooldown.NONE, now, guesses);
    }

    /**
     * When this state says nothing any more; guesses are remembered a while, for the next one builds on them and the first
     * call after one goes alone.
     */
    Instant forgettableAt() {
        Instant over = cooldown().until();
        Instant forgotten = told.until().plus(GUESSES_KEPT);
        boolean remembered = guesses > 0 || told.provenance() == Provenance.GUESSED;
        return remembered && forgotten.isAfter(over) ? forgotten : over;
    }

    /** The state after a failure of a call to this project and model. Failures that are nobody's quota change nothing. */
    Bench after(Failure failure, Instant now) {
        if (failure instanceof QuotaSpent spent) {
            return afterQuota(spent, now);
        }
        if (failure instanceof Failure.ModelClosed) {
            return guessed(now, MODEL_CLOSED, "The model is closed to this project", failure);
        }
        if (failure instanceof Failure.ProjectRefused refused) {
            Duration bench = between(MARGIN, refused.bench(), LONGEST_PROJECT);
            return guessed(now, bench, "Google does not serve this project", failure);
        }
        return this;
    }

    /** The state after a success of a call that was sent at that time: only news younger than the failure counts. */
    Bench afterSuccess(Instant sentAt) {
        if (!sentAt.isAfter(since) || told.equals(Cooldown.NONE)) {
            return this;
        }
        if (told.provenance() == Provenance.GUESSED) {
            return NONE.resting(rest);
        }
        return guesses == 0 ? this : new Bench(told, rest, since, 0);
    }

    /**
     * The same after the operator's word, which takes the place of what was there: unless Google itself has named a later
     * time.
     */
    Bench imposed(Cooldown word, Instant now) {
        boolean statedLonger = told.on(now)
                && told.provenance() == Provenance.STATED
                && told.until().isAfter(word.until());
        return statedLonger ? this : new Bench(word, rest, now, 0);
    }

    boolean manual(Instant now) {
        return told.on(now) && told.provenance() == Provenance.MANUAL;
    }

    /** The longer of two, for when two projects turn out to be one. */
    Bench orLonger(Bench other) {
        return other.told.until().isAfter(told.until()) ? other.resting(rest) : this;
    }

    private Bench afterQuota(QuotaSpent spent, Instant now) {
        return switch (spent.window()) {
            case DAY -> longer(now, QuotaDay.endOf(now), "The daily quota is used up", Provenance.STATED, spent);
            case MINUTE ->
                spent.retryDelay()
                        .map(delay -> stated(now, delay, spent))
                        .orElseGet(() -> guessed(now, DEFAULT_MINUTE, "The quota of this minute is used up", spent));
            case NONE_GRANTED -> guessed(now, NOTHING_GRANTED, "The project has no quota for this model", spent);
            case UNSTATED -> unstated(spent, now);
            case TOOL -> this;
        };
    }

    private Bench stated(Instant now, Duration retryDelay, QuotaSpent spent) {
        Instant until = now.plus(withMargin(retryDelay));
        return longer(now, until, "The quota of this minute is used up", Provenance.STATED, spent);
    }

    private Bench unstated(QuotaSpent spent, Instant now) {
        int count = guessesAt(now);
        Duration step = FIRST_GUESS.multipliedBy(1L << Math.min(count - 1, 5));
        Duration asked = spent.retryDelay().map(Bench::withMargin).orElse(Duration.ZERO);
        Duration wait = between(asked, step, LONGEST_GUESS);
        Bench next = guessed(now, wait, "Google refuses without saying for how long", spent);
        return new Bench(next.told, rest, now, count);
    }

    /**
     * A failure during the cool-down belongs to a call that was already on its way: it is no second answer to a second
     * question, so it starts the same cool-down anew and not the next longer one.
     */
    private int guessesAt(Instant now) {
        if (told.on(now)) {
            return Math.max(1, guesses);
        }
        boolean remembered = guesses > 0 && now.isBefore(told.until().plus(GUESSES_KEPT));
        return remembered ? guesses + 1 : 1;
    }

    private Bench guessed(Instant now, Duration wait, String words, Failure failure) {
        return longer(now, now.plus(wait), words, Provenance.GUESSED, failure);
    }

    private Bench longer(Instant now, Instant until, String words, Provenance provenance, Failure failure) {
        // A guess in the place of the operator's word would let the next success end both.
        boolean presumptuous = manual(now) && provenance == Provenance.GUESSED;
        if (!until.isAfter(told.until()) || presumptuous) {
            return new Bench(told, rest, now, guesses);
        }
        return new Bench(new Cooldown(until, reason(words, failure), provenance), rest, now, guesses);
    }

    private static String reason(String words, Failure failure) {
        String message = failure.report().message();
        return Words.clipped(message.isBlank() ? words : words + ": " + message);
    }

    /** What Google asks for, and a little more: the delay was counted from before its answer was on its way. */
    private static Duration withMargin(Duration retryDelay) {
        return between(Duration.ZERO, retryDelay, LONGEST_STATED).plus(MARGIN);
    }

    /** The wanted one within bounds; the lower bound has the last word. */
    private static Duration between(Duration least, Duration wanted, Duration most) {
        if (wanted.compareTo(least) < 0) {
            return least;
        }
        return wanted.compareTo(most) > 0 ? most : wanted;
    }
}
