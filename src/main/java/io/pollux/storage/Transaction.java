package io.pollux.storage;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/** One transaction at work. Belongs to the thread that was handed it and ends when that code returns. */
public final class Transaction {
    private final EntityManager em;
    private final List<Runnable> afterCommit = new ArrayList<>(2);

    Transaction(EntityManager em) {
        this.em = em;
    }

    public EntityManager em() {
        return em;
    }

    /**
     * This transaction's own connection, for batches. It sees what {@link #em()} has flushed and commits with it; do not
     * commit or close it.
     */
    public Connection connection() {
        return em.unwrap(Connection.class);
    }

    /** Runs the action once the commit has succeeded, in the order of registration, and never after a rollback. */
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    List<Runnable> afterCommit() {
        return afterCommit;
    }
}
