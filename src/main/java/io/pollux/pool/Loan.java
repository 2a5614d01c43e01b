package io.pollux.pool;

import io.pollux.exchange.Failure;
import io.pollux.exchange.PassedOver;
import io.pollux.exchange.Usage;
import io.pollux.keys.StoredKey;
import java.lang.System.Logger.Level;

/**
 * A key lent to one attempt. The first of {@link #succeeded}, {@link #failed} and {@link #close} counts, whatever comes
 * later is ignored; one of them must come, also for an attempt that was never sent. May be settled from any thread, and
 * after the key has been deleted.
 */
public final class Loan implements Lending, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Loan.class.getName());

    private final KeyPool pool;
    private final KeyEntry entry;
    private final StoredKey key;
    private final String model;
    private final long lentAt;
    private final long tokens;
    /** Where and when it is counted. Written only by the pool, under its lock; so is the last one. */
    private DayCount day;

    private long countedAt;
    /** The end of the day in which it counts against its key's limit; 0 when it does not. */
    private long ration;

    private boolean settled;
    private PassedOver passedOver = PassedOver.NOBODY;
    private boolean onTrial;
    private boolean acquitted;
    private Penalty penalty = Penalty.NONE;

    /**
     * @param day where the call is counted
     * @param tokens the input tokens that it was counted with
     */
    Loan(KeyPool pool, KeyEntry entry, String model, long lentAt, DayCount day, long tokens) {
        this.pool = pool;
        this.entry = entry;
        this.key = entry.key();
        this.model = model;
        this.lentAt = lentAt;
        this.countedAt = lentAt;
        this.day = day;
        this.tokens = tokens;
    }

    /** The key as it was when it was lent. */
    public StoredKey key() {
        return key;
    }

    /** Which keys were passed over for this one, and why. */
    public PassedOver passedOver() {
        return passedOver;
    }

    Loan insteadOf(PassedOver others) {
        passedOver = others;
        return this;
    }

    /** Google answered as it should, and says what it counted; {@link Usage#NONE} when it does not. */
    public void succeeded(Usage usage) {
        if (pool.succeeded(this, usage)) {
            LOG.log(Level.INFO, "Google takes key {0} ({1}) again", Long.toString(key.id()), key.masked());
        }
    }

    /** The attempt failed before Google said what it had counted. */
    public void failed(Failure failure) {
        failed(failure, Usage.NONE);
    }

    /**
     * The attempt failed; the failure says whom it blames, which may well be nobody.
     *
     * @param usage what Google had counted when the answer broke off, {@link Usage#NONE} if it had not said
     */
    public void failed(Failure failure, Usage usage) {
        if (pool.failed(this, failure, usage)) {
            LOG.log(
                    Level.WARNING,
                    "Key {0} ({1}) is set aside: {2}",
                    Long.toString(key.id()),
                    key.masked(),
                    failure.report().message());
        }
    }

    /** Google has begun to answer. */
    public void answered() {
        if (onTrial) {
            pool.admitted(this);
        }
    }

    /**
     * The failure of this loan, whether it has been said yet or will be, was the way out's fault: what was only counted or
     * guessed because of it is taken back. What names the key stays. Holds on to nothing of the call.
     */
    public void acquit() {
        pool.acquit(this);
    }

    /** Nothing was learnt about the key. The call counts as one that Google let in, for it may have. */
    @Override
    public void close() {
        pool.closed(this);
    }

    KeyEntry entry() {
        return entry;
    }

    /** Under which name this attempt's cool-downs are kept. */
    String model() {
        return model;
    }

    long lentAt() {
        return lentAt;
    }

    /** The attempt failed and another one is made with the same key: it counts as a call of its own. */
    public void again(Failure failure) {
        pool.again(this, failure);
    }

    DayCount day() {
        return day;
    }

    long countedAt() {
        return countedAt;
    }

    void count(DayCount other, long at) {
        day = other;
        countedAt = at;
    }

    void ration(long dayEnds) {
        ration = dayEnds;
    }

    long ration() {
        return ration;
    }

    /** Whether it counts against its key's limit of calls in a day. */
    boolean rationed() {
        return ration != 0;
    }

    long tokens() {
        return tokens;
    }

    /** Whether it goes alone to a project whose guessed bench has just run out. Set before anybody has the loan. */
    boolean onTrial() {
        return onTrial;
    }

    Loan alone() {
        onTrial = true;
        return this;
    }

    boolean acquitted() {
        return acquitted;
    }

    /** What its failure has cost. */
    Penalty penalty() {
        return penalty;
    }

    void fined(Penalty cost) {
        penalty = cost;
    }

    /** Returns whether it was not before. */
    boolean forgive() {
        boolean first = !acquitted;
        acquitted = true;
        return first;
    }

    boolean settled() {
        return settled;
    }

    /** Returns whether it was still open. */
    boolean settle() {
        boolean open = !settled;
        settled = true;
        return open;
    }
}
