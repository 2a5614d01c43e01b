package io.pollux.journal;

import io.pollux.journal.tally.TallyTable;
import io.pollux.settings.Settings;
import io.pollux.storage.DatabaseUnavailable;
import io.pollux.storage.Storage;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Writes entries, and what they add up to, in one transaction. Entries that the database will not take are found one by one and left out.
 *
 * <p>When a connection breaks during a commit nobody knows whether it took place. The same entries are written again then,
 * with the number that they had: it is committed with them, and who finds it there has nothing to write. For one thread.
 */
final class Writer {
    private static final System.Logger LOG = System.getLogger(Writer.class.getName());
    private static final int H2_DUPLICATE = 23505;
    private static final int MYSQL_DUPLICATE = 1062;
    private static final int MOST_TURNS = 20;

    private final Storage storage;
    private final Supplier<Settings> settings;
    private final Counting counting;
    private final LongConsumer lost;
    private final TallyTable tallies = new TallyTable();
    private final String name = UUID.randomUUID().toString();
    /** Of the next transaction. Stays until that is settled, one way or the other, and stands for the same entries. */
    private long batch = 1;
    /** How many entries a transaction has; one after a batch was refused, until all of it is settled. */
    private int atOnce = Integer.MAX_VALUE;

    private boolean reported;

    /** @param lost hears how many entries were refused, whenever that happens */
    Writer(Storage storage, Supplier<Settings> settings, Counting counting, LongConsumer lost) {
        this.storage = storage;
        this.settings = settings;
        this.counting = counting;
        this.lost = lost;
    }

    /**
     * Takes out of the list what is settled, one way or the other.
     *
     * @throws DatabaseUnavailable when nothing can be written now; what is left in the list must be tried again, and nothing
     *     else before it
     */
    void write(List<Entry> entries) {
        while (!entries.isEmpty()) {
            List<Entry> some = entries.subList(0, Math.min(atOnce, entries.size()));
            if (settles(some)) {
                some.clear();
                batch++;
            } else {
                atOnce = 1;
            }
        }
        atOnce = Integer.MAX_VALUE;
        reported = false;
    }

    /** Whether nothing is left to do for these: they are there, or there is only one and it is lost. */
    private boolean settles(List<Entry> some) {
        try {
            insert(some);
            return true;
        } catch (DatabaseUnavailable away) {
            throw away;
        } catch (Error unknown) {
            batch++;
            throw unknown;
        } catch (RuntimeException refused) {
            if (some.size() > 1) {
                return false;
            }
            if (!isThere(refused)) {
                report(some.get(0), refused);
                lost.accept(1);
            }
            return true;
        }
    }

    /** The codes of H2, and of MariaDB and MySQL, for a row that a unique index knows already. */
    private static boolean isThere(RuntimeException refused) {
        return refused.getCause() instanceof SQLException sql
                && (sql.getErrorCode() == H2_DUPLICATE || sql.getErrorCode() == MYSQL_DUPLICATE);
    }

    /** The first of a batch stands for all: they tend to fail alike. */
    private void report(Entry entry, RuntimeException refused) {
        if (!reported) {
            LOG.log(Level.WARNING, "The journal cannot write call {0}: {1}", entry.callId(), refused.getMessage());
        }
        reported = true;
    }

    /** Nodes that add to the same rows may get in each other's way: one of them is told to begin again. */
    private void insert(List<Entry> entries) {
        for (int turn = 1; ; turn++) {
            try {
                storage.write(transaction -> insert(transaction.connection(), entries));
                return;
            } catch (JournalTrouble trouble) {
                if (!trouble.passes() || turn == MOST_TURNS) {
                    throw trouble;
                }
            }
        }
    }

    private void insert(Connection connection, List<Entry> entries) {
        try {
            if (!BatchTable.advance(connection, name, batch, entries.get(0).receivedAt())) {
                return;
            }
            if (settings.get().get(Settings.POLLUX_REQUEST_LOG)) {
                RequestTable.write(connection, entries);
            }
            ErrorTable.write(connection, entries);
            // Last: their rows are wanted by all nodes, and are held until the commit.
            tallies.add(connection, counting.of(entries));
        } catch (SQLException e) {
            throw new JournalTrouble(e);
        }
    }
}
