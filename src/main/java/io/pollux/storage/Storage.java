package io.pollux.storage;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.eclipse.persistence.sessions.DatabaseSession;
import org.flywaydb.core.api.FlywayException;

/**
 * The open database: tables up to date, connections pooled. May be used from any thread.
 *
 * <p>When the database goes away later, calls fail with {@link DatabaseUnavailable} within a bounded time, and succeed
 * again by themselves when it is back.
 */
public final class Storage implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Storage.class.getName());

    private final DatabaseAddress address;
    private final ConnectionPool pool;
    private final EntityManagerFactory factory;
    private final Pulse pulse;

    private Storage(DatabaseAddress address, ConnectionPool pool, EntityManagerFactory factory) {
        this.address = address;
        this.pool = pool;
        this.factory = factory;
        this.pulse = new Pulse(pool::answers);
    }

    /**
     * Connects, migrates, builds the entity manager factory. One attempt: whoever starts the house tries again.
     *
     * @throws DatabaseUnavailable when the database does not answer, refuses the login, or cannot be migrated
     */
    public static Storage open(DatabaseAddress address) {
        ConnectionPool pool = connect(address);
        try {
            String version = Migrations.apply(address, pool.source());
            Storage storage = new Storage(address, pool, factory(pool.source()));
            LOG.log(System.Logger.Level.INFO, "Database {0} is open, its tables at version {1}", address, version);
            return storage;
        } catch (SQLException | FlywayException e) {
            pool.close();
            throw new DatabaseUnavailable(address, e);
        } catch (RuntimeException | Error e) {
            pool.close();
            throw e;
        }
    }

    private static ConnectionPool connect(DatabaseAddress address) {
        try {
            return ConnectionPool.open(address);
        } catch (SQLException | NamingException | RuntimeException e) {
            throw new DatabaseUnavailable(address, e);
        }
    }

    private static EntityManagerFactory factory(DataSource source) {
        // The provider by name: what a server would find by a look-up may be its own managed one. The session gets a
        // name of its own, else a redeployed application would share the old one's.
        EntityManagerFactory factory = new PersistenceProvider()
                .createEntityManagerFactory(
                        "pollux",
                        Map.of(
                                "jakarta.persistence.nonJtaDataSource",
                                source,
                                "eclipselink.classloader",
                                Storage.class.getClassLoader(),
                                "eclipselink.session-name",
                                "pollux-" + UUID.randomUUID()));
        factory.createEntityManager().close();
        // EclipseLink would try a lost connection three times more, and let its caller wait half a minute for the news.
        factory.unwrap(DatabaseSession.class).getLogin().setQueryRetryAttemptCount(0);
        return factory;
    }

    /** Runs a question. What it returns is detached afterwards. */
    public <T> T read(Function<EntityManager, T> question) {
        try (EntityManager em = factory.createEntityManager()) {
            return question.apply(em);
        } catch (RuntimeException e) {
            throw translated(e);
        }
    }

    /** As {@link #inTransaction}, without a result. */
    public void write(Consumer<Transaction> work) {
        inTransaction(transaction -> {
            work.accept(transaction);
            return null;
        });
    }

    /**
     * Runs the work in one transaction, commits, then runs the actions that it registered. An exception rolls back and
     * passes through; an action that throws is logged, for the commit stands.
     */
    public <T> T inTransaction(Function<Transaction, T> work) {
        T result;
        List<Runnable> actions;
        try (EntityManager em = factory.createEntityManager()) {
            Transaction transaction = new Transaction(em);
            result = committed(em.getTransaction(), () -> work.apply(transaction));
            actions = transaction.afterCommit();
        } catch (RuntimeException e) {
            throw translated(e);
        }
        actions.forEach(Storage::run);
        return result;
    }

    private static <T> T committed(EntityTransaction transaction, Supplier<T> work) {
        transaction.begin();
        try {
            T result = work.get();
            transaction.commit();
            return result;
        } finally {
            if (transaction.isActive()) {
                transaction.rollback();
            }
        }
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "After a commit, telling others of it failed", e);
        }
    }

    private RuntimeException translated(RuntimeException e) {
        for (Throwable cause = e; cause != null && cause != cause.getCause(); cause = cause.getCause()) {
            if (cause instanceof DatabaseUnavailable) {
                return e;
            }
            if (cause instanceof SQLException sql && isLost(sql)) {
                return new DatabaseUnavailable(address, e);
            }
        }
        return e;
    }

    private static boolean isLost(SQLException e) {
        return e instanceof SQLTransientConnectionException
                || e instanceof SQLNonTransientConnectionException
                || e instanceof SQLRecoverableException
                || (e.getSQLState() != null && e.getSQLState().startsWith("08"));
    }

    /** Whether the database answers, as of a second ago or later. Says no after a few seconds at the latest. */
    public boolean healthy() {
        return pulse.beats();
    }

    /** Closes everything that was opened; an embedded database is shut down. */
    @Override
    public void close() {
        factory.close();
        pool.close();
    }
}
