package io.pollux.relay;

import io.pollux.exchange.Failure;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Usage;
import io.pollux.pool.KeyPool;
import io.pollux.pool.Lending;
import io.pollux.pool.Loan;
import io.pollux.pool.NoneReady;
import io.pollux.pool.Tried;
import io.pollux.relay.Entry.Open;
import io.pollux.relay.Entry.Shut;
import io.pollux.relay.Entry.Whom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One call's dealings with the pool: at most one key at a time, and each loan goes back once. A call that stays with a
 * key for a second attempt keeps its loan; the pool hears what the last attempt met. Used in the call's mailbox only, but
 * for {@link #ask} while the call waits.
 */
final class Borrower {
    private final KeyPool pool;
    private final AtomicInteger lent;
    private Tried tried = new Tried();
    private Loan loan;

    /** @param lent how many keys all calls together have */
    Borrower(KeyPool pool, AtomicInteger lent) {
        this.pool = pool;
        this.lent = lent;
    }

    /** Asks the pool for a key that the call has not had yet. */
    Entry ask(GeminiCall geminiCall) {
        Lending lending = pool.lend(geminiCall, tried);
        return lending instanceof NoneReady none ? shut(none) : new Open((Loan) lending);
    }

    void take(Loan lentNow) {
        loan = lentNow;
        lent.incrementAndGet();
    }

    /** A key that the call has been tried with may serve it once more, when it has cooled down. */
    void tryAllAgain() {
        tried = new Tried();
    }

    /** The key that the call has and all others of its project are not lent to it again. */
    void avoidProject() {
        pool.avoidProjectOf(loan.key().id(), tried);
    }

    private static Shut shut(NoneReady none) {
        return new Shut(
                none.failure(),
                none.failure().retryAfter(),
                switch (none.why()) {
                    case COOLING, NONE_USABLE -> Whom.EVERYBODY;
                    case NO_ROOM -> Whom.LARGE_CALLS;
                    case ALL_TRIED -> Whom.THIS_CALL;
                });
    }

    Loan loan() {
        return loan;
    }

    void succeeded(Usage usage) {
        giveBack(borrowed -> borrowed.succeeded(usage));
    }

    void failed(Failure failure) {
        giveBack(borrowed -> borrowed.failed(failure));
    }

    /** @param usage what Google had counted when it broke off */
    void failed(Failure failure, Usage usage) {
        giveBack(borrowed -> borrowed.failed(failure, usage));
    }

    /** The key is kept for another attempt. */
    void again(Failure failure) {
        loan.again(failure);
    }

    /** Without praise or blame. */
    void giveBack() {
        giveBack(borrowed -> {});
    }

    private void giveBack(Consumer<Loan> verdict) {
        Loan borrowed = loan;
        loan = null;
        if (borrowed != null) {
            lent.decrementAndGet();
            try (borrowed) {
                verdict.accept(borrowed);
            }
        }
    }
}
