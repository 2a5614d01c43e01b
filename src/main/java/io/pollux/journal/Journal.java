package io.pollux.journal;

import io.pollux.exchange.Trail;
import io.pollux.settings.Settings;
import io.pollux.storage.DatabaseUnavailable;
import io.pollux.storage.Storage;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Takes down what happened to each call. {@link #record} returns at once; a thread of its own writes many calls in one
 * transaction. While the database is away calls wait in memory up to a bound; beyond it they are dropped and counted.
 */
public final class Journal implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Journal.class.getName());
    private static final int MOST_WAITING = 10_000;
    private static final long MOST_BYTES = 32L << 20;
    private static final int BATCH = 500;
    /** So long the first entry of a batch waits for others: a commit for every call would cost more than the call. */
    private static final Duration LINGER = Duration.ofMillis(200);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration FAREWELL = Duration.ofSeconds(15);

    private final Storage storage;
    private final Supplier<Settings> settings;
    private final Writer writer;
    private final Retention retention;
    private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    /** Written by whoever loses something, before it is counted. */
    private volatile long lastLoss;

    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "pollux-journal");

    private Journal(Storage storage, Supplier<Settings> settings, LongFunction<String> projects) {
        this.storage = storage;
        this.settings = settings;
        this.writer = new Writer(storage, settings, new Counting(projects), this::lose);
        this.retention = new Retention(storage);
    }

    /** A journal that knows no projects. */
    public static Journal open(Storage storage, Supplier<Settings> settings) {
        return open(storage, settings, keyId -> "");
    }

    /** @param projects the name of a key's project, or an empty text; asked by the journal's own thread */
    public static Journal open(Storage storage, Supplier<Settings> settings, LongFunction<String> projects) {
        Journal journal = new Journal(storage, settings, projects);
        journal.thread.setDaemon(true);
        journal.thread.start();
        return journal;
    }

    /** Offers the trail of a call that has ended. Never waits; when there is no room the call is counted as dropped. */
    public void record(Trail trail) {
        Entry entry = fitting(Entry.of(trail, settings.get()));
        bytes.addAndGet(entry.weight());
        if (isClosing() || bytes.get() > MOST_BYTES || !waiting.offer(entry)) {
            bytes.addAndGet(-entry.weight());
            lose(1);
        }
    }

    /** What was written of one call's attempts, in their order. A call that has just ended may not be there yet. */
    public List<Attempted> attempts(String callId) {
        return storage.inTransaction(transaction -> {
            try {
                return RequestTable.read(transaction.connection(), callId);
            } catch (SQLException e) {
                throw new IllegalStateException("Reading the journal failed: " + e.getMessage(), e);
            }
        });
    }

    /** Calls whose rows were lost since the start. */
    public long dropped() {
        return dropped.get();
    }

    /** Whether any of them was lost within that time. */
    public boolean hasDroppedWithin(Duration time) {
        return dropped.get() > 0 && System.nanoTime() - lastLoss < time.toNanos();
    }

    /** Calls whose rows are not written yet. */
    public int waiting() {
        return waiting.size();
    }

    /**
     * Deletes rows that are older than the AUTO_DELETE settings allow, in many small transactions.
     *
     * @param goOn asked between them
     * @return how many
     */
    public long forget(Instant now, BooleanSupplier goOn) {
        return retention.forget(settings.get(), now, () -> !isClosing() && goOn.getAsBoolean());
    }

    /**
     * Deletes sums that have been kept for long enough, in many small transactions.
     *
     * @param goOn asked between them
     * @return how many rows
     */
    public long forgetTallies(Instant now, BooleanSupplier goOn) {
        return retention.forgetTallies(now, () -> !isClosing() && goOn.getAsBoolean());
    }

    /**
     * Writes what waits, for a few seconds at most, and ends the thread. Close the database afterwards. The thread is never
     * interrupted: H2 takes that for a broken file.
     */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(FAREWELL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        giveUp(List.of());
        if (dropped.get() > 0) {
            LOG.log(Level.WARNING, "The journal closes; {0} calls are not in it", dropped.get());
        }
    }

    /** Recorded requests are the first thing to go when memory for them runs out. */
    private Entry fitting(Entry entry) {
        return bytes.get() + entry.weight() > MOST_BYTES ? entry.withoutRequest() : entry;
    }

    private void lose(long calls) {
        if (calls > 0) {
            lastLoss = System.nanoTime();
            dropped.addAndGet(calls);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void run() {
        try {
            List<Entry> batch = next();
            while (!batch.isEmpty()) {
                write(batch);
                batch = next();
            }
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for work; an empty list means that the journal closes and nothing is left. */
    private List<Entry> next() throws InterruptedException {
        List<Entry> batch = new ArrayList<>(BATCH);
        while (batch.isEmpty()) {
            boolean last = isClosing();
            Entry first = waiting.poll(LINGER.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
                fill(batch);
            } else if (last) {
                return batch;
            }
        }
        batch.forEach(entry -> bytes.addAndGet(-entry.weight()));
        return batch;
    }

    private void fill(List<Entry> batch) throws InterruptedException {
        if (waiting.size() < BATCH - 1) {
            closing.await(LINGER.toMillis(), TimeUnit.MILLISECONDS);
        }
        waiting.drainTo(batch, BATCH - 1);
    }

    /** Whatever happens the thread goes on: without it no call would be written any more. */
    private void write(List<Entry> batch) throws InterruptedException {
        try {
            writeNowOrLater(batch);
        } catch (RuntimeException | Error unforeseen) {
            LOG.log(Level.ERROR, "The journal lost some calls", unforeseen);
            lose(batch.size());
        }
    }

    private void writeNowOrLater(List<Entry> batch) throws InterruptedException {
        try {
            writer.write(batch);
        } catch (DatabaseUnavailable away) {
            LOG.log(Level.WARNING, "The journal waits for its database: {0}", away.getMessage());
            writeLater(batch);
        }
    }

    private void writeLater(List<Entry> batch) throws InterruptedException {
        long since = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                writer.write(batch);
                LOG.log(
                        Level.INFO,
                        "The journal has its database back after {0} s; {1} calls dropped since the start",
                        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since),
                        dropped.get());
                return;
            } catch (DatabaseUnavailable stillAway) {
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
        giveUp(batch);
    }

    /** Closing without a database: what waits has nowhere to go. */
    private void giveUp(List<Entry> batch) {
        List<Entry> left = new ArrayList<>(batch);
        waiting.drainTo(left);
        lose(left.size());
    }
}
