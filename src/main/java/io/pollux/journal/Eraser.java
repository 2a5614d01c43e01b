package io.pollux.journal;

import io.pollux.journal.Erasure.Kind;
import io.pollux.journal.Erasure.State;
import io.pollux.journal.Stretch.Direction;
import io.pollux.storage.Storage;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Deletes what somebody wants out of the log, one wish after the other on a thread of its own: a few rows by their numbers,
 * and then a pause as long as that took, so that calls are written in between and the database has time for others. What
 * comes in after the wish stays.
 */
public final class Eraser implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Eraser.class.getName());
    private static final int SOME = 200;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);
    private static final Duration FIRST_WINDOW = Duration.ofHours(1);
    private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(10);
    private static final Duration LONGEST_WINDOW = Duration.ofDays(30);
    private static final int TRIES = 10;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(3);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final Storage storage;
    private final Clock clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService hand;
    private volatile Erasure latest;

    public Eraser(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
        this.hand = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "pollux-eraser");
            thread.setDaemon(true);
            thread.setContextClassLoader(Eraser.class.getClassLoader());
            return thread;
        });
    }

    /** Begins to delete all calls that a query finds, with their attempts and errors. Returns at once. */
    public Erasure calls(LogQuery query) {
        return begin(Kind.CALLS, (erasure, pace) -> walk(query, erasure, pace, Eraser::someCalls));
    }

    /** Begins to delete all errors that a query finds. Returns at once. */
    public Erasure errors(LogQuery query) {
        return begin(Kind.ERRORS, (erasure, pace) -> walk(query, erasure, pace, Eraser::someErrors));
    }

    /** Begins to delete calls that a page has shown, with their attempts and errors. Returns at once. */
    public Erasure calls(Collection<Place> places) {
        return begin(
                Kind.CALLS,
                (erasure, pace) -> each(List.copyOf(places), erasure, pace, (connection, some) -> {
                    Shears shears = new Shears(connection);
                    List<CallLine> found = shears.found(some);
                    shears.calls(found);
                    return found.size();
                }));
    }

    /** Begins to delete errors by their numbers. Returns at once. */
    public Erasure errors(Collection<Long> ids) {
        return begin(
                Kind.ERRORS,
                (erasure, pace) -> each(
                        List.copyOf(ids), erasure, pace, (connection, some) -> new Shears(connection).errors(some)));
    }

    /** The wish that came last since the start. */
    public Optional<Erasure> latest() {
        return Optional.ofNullable(latest);
    }

    /** Lets the rows that are being deleted go, and leaves the rest. */
    @Override
    public void close() {
        closing.countDown();
        hand.shutdown();
        try {
            if (!hand.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(Level.WARNING, "The deletion of log rows does not end");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private Erasure begin(Kind kind, Work work) {
        Erasure erasure = new Erasure(kind);
        latest = erasure;
        hand.execute(() -> run(erasure, work));
        return erasure;
    }

    private void run(Erasure erasure, Work work) {
        Pace pace = new Pace(erasure);
        try {
            work.run(erasure, pace);
            erasure.end(pace.goesOn() ? State.DONE : State.CANCELLED);
        } catch (InterruptedException | RuntimeException | Error e) {
            LOG.log(Level.WARNING, "Log rows were not deleted to the end: {0}", e.getMessage());
            erasure.end(State.FAILED);
        }
        LOG.log(Level.INFO, "Deleted {0} {1} of the log", erasure.deleted(), erasure.kind());
    }

    private <T> void each(List<T> all, Erasure erasure, Pace pace, Cut<List<T>> cut) throws InterruptedException {
        for (int from = 0; from < all.size() && pace.goesOn(); from += SOME) {
            List<T> some = all.subList(from, Math.min(all.size(), from + SOME));
            erasure.add(pace.keep(() -> storage.inTransaction(transaction -> {
                try {
                    return cut.some(transaction.connection(), some);
                } catch (SQLException e) {
                    throw new JournalTrouble(e);
                }
            })));
        }
    }

    /** From the oldest to the newest through windows of time, no wider than what the database finds in a moment. */
    private void walk(LogQuery query, Erasure erasure, Pace pace, Step step) throws InterruptedException {
        Instant until = query.until().orElseGet(clock::instant);
        Instant oldest = pace.keep(() -> inTransaction(connection -> new Shears(connection).oldest()))
                .orElse(until);
        Instant from = query.from().filter(oldest::isBefore).orElse(oldest);
        Instant at = from;
        Duration window = FIRST_WINDOW;
        while (at.isBefore(until) && pace.goesOn()) {
            Instant end = at.plus(window).isBefore(until) ? at.plus(window) : until;
            try {
                sweep(query.between(at, end), erasure, pace, step);
                at = end;
                erasure.reached(from, at, until);
                window = min(window.multipliedBy(2), LONGEST_WINDOW);
            } catch (TookTooLong wide) {
                if (window.compareTo(SHORTEST_WINDOW) <= 0) {
                    throw wide;
                }
                window = window.dividedBy(8);
            }
        }
    }

    private void sweep(LogQuery query, Erasure erasure, Pace pace, Step step) throws InterruptedException {
        Optional<Place> beyond = Optional.empty();
        boolean more = true;
        while (more && pace.goesOn()) {
            Stretch stretch = new Stretch(beyond, Direction.NEWER, SOME);
            LogPage<Place> gone = pace.keep(() -> inTransaction(connection -> step.some(connection, query, stretch)));
            erasure.add(gone.rows().size());
            more = gone.more();
            beyond = gone.rows().stream().reduce((first, last) -> last);
        }
    }

    private static LogPage<Place> someCalls(Connection connection, LogQuery query, Stretch stretch)
            throws SQLException {
        LogPage<CallLine> page = new CallSearch(query, stretch).read(connection);
        new Shears(connection).calls(page.rows());
        return new LogPage<>(page.rows().stream().map(CallLine::place).toList(), page.more());
    }

    private static LogPage<Place> someErrors(Connection connection, LogQuery query, Stretch stretch)
            throws SQLException {
        LogPage<ErrorLine> page = new ErrorSearch(query, stretch).read(connection);
        new Shears(connection).errors(page.rows().stream().map(ErrorLine::id).toList());
        return new LogPage<>(page.rows().stream().map(ErrorLine::place).toList(), page.more());
    }

    private <T> T inTransaction(Asking<T> work) {
        return storage.inTransaction(transaction -> {
            try {
                return work.ask(transaction.connection());
            } catch (SQLTimeoutException e) {
                throw new TookTooLong(e);
            } catch (SQLException e) {
                throw new JournalTrouble(e);
            }
        });
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Between one batch and the next: a pause, or another try when the database is away or has taken the other side of a deadlock. */
    private final class Pace {
        private final Erasure erasure;

        Pace(Erasure erasure) {
            this.erasure = erasure;
        }

        boolean goesOn() {
            return !erasure.cancelled() && closing.getCount() > 0;
        }

        <T> T keep(Supplier<T> batch) throws InterruptedException {
            for (int left = TRIES - 1; ; left--) {
                long begun = System.nanoTime();
                try {
                    T result = batch.get();
                    long took = System.nanoTime() - begun;
                    closing.await(Math.max(SHORTEST_PAUSE.toNanos(), took), TimeUnit.NANOSECONDS);
                    return result;
                } catch (TookTooLong wide) {
                    throw wide;
                } catch (RuntimeException e) {
                    if (left == 0 || !goesOn()) {
                        throw e;
                    }
                    closing.await(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        }
    }

    private interface Work {
        void run(Erasure erasure, Pace pace) throws InterruptedException;
    }

    private interface Cut<T> {
        int some(Connection connection, T which) throws SQLException;
    }

    private interface Step {
        LogPage<Place> some(Connection connection, LogQuery query, Stretch stretch) throws SQLException;
    }

    private interface Asking<T> {
        T ask(Connection connection) throws SQLException;
    }
}
