package io.pollux.relay;

import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.NoKeyReady;
import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Usage;
import io.pollux.keys.StoredKey;
import io.pollux.pool.KeyPool;
import io.pollux.pool.Lending;
import io.pollux.pool.Loan;
import io.pollux.pool.NoneReady;
import io.pollux.pool.Tried;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One call's dealings with the pool: at most one key at a time, and each loan goes back once. A call that stays with a
 * key for a second attempt keeps its loan; the pool hears what the last attempt met. Used in the call's mailbox only.
 */
final class Borrower {
    private final KeyPool pool;
    private final AtomicInteger lent;
    private final Tried tried = new Tried();
    private Loan loan;

    /** @param lent how many keys all calls together have */
    Borrower(KeyPool pool, AtomicInteger lent) {
        this.pool = pool;
        this.lent = lent;
    }

    /**
     * Gets a key that the call has not had yet.
     *
     * @return why there is none, if so
     */
    Optional<NoKeyReady> borrow(GeminiCall geminiCall) {
        Lending lending = pool.lend(geminiCall, tried);
        if (lending instanceof NoneReady none) {
            return Optional.of(none.failure());
        }
        loan = (Loan) lending;
        lent.incrementAndGet();
        return Optional.empty();
    }

    StoredKey key() {
        return loan.key();
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
