package io.pollux.journal;

import io.pollux.journal.tally.TallyTable;
import io.pollux.settings.Settings;
import io.pollux.storage.DatabaseUnavailable;
import io.pollux.storage.Storage;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;

/**
 * Writes entries, and what they add up to, in one transaction. Entries that the database will not take are found one by one and left out.
 *
 * <p>When a connection breaks during a commit nobody knows whether it took place. The entries are written again, and those
 * that were there are known by their unique indexes: they are settled, not lost.
 */
final class Writer {
    private static final System.Logger LOG = System.getLogger(Writer.class.getName());
    private static final int H2_DUPLICATE = 23505;
    private static final int MYSQL_DUPLICATE = 1062;
    private static final int MOST_TURNS = 20;

    private final Storage storage;
    private final Supplier<Settings> settings;
    private final Counting counting;
    private final TallyTable tallies = new TallyTable();

    Writer(Storage storage, Supplier<Settings> settings, Counting counting) {
        this.storage = storage;
        this.settings = settings;
        this.counting = counting;
    }

    /**
     * Takes out of the list what is settled, one way or the other.
     *
     * @return how many entries were refused and are lost
     * @throws DatabaseUnavailable when nothing can be written now; what is left in the list may be tried again
     */
    int write(List<Entry> entries) {
        try {
            insert(entries);
            entries.clear();
            return 0;
        } catch (DatabaseUnavailable away) {
            throw away;
        } catch (RuntimeException refused) {
            return writeSingly(entries);
        }
    }

    private int writeSingly(List<Entry> entries) {
        int lost = 0;
        while (!entries.isEmpty()) {
            try {
                insert(entries.subList(0, 1));
            } catch (DatabaseUnavailable away) {
                throw away;
            } catch (RuntimeException refused) {
                if (!isThere(refused)) {
                    report(lost, entries.get(0), refused);
                    lost++;
                }
            }
            entries.remove(0);
        }
        return lost;
    }

    /** The codes of H2, and of MariaDB and MySQL, for a row that a unique index knows already. */
    private static boolean isThere(RuntimeException refused) {
        return refused.getCause() instanceof SQLException sql
                && (sql.getErrorCode() == H2_DUPLICATE || sql.getErrorCode() == MYSQL_DUPLICATE);
    }

    /** The first of a batch stands for all: they tend to fail alike. */
    private static void report(int before, Entry entry, RuntimeException refused) {
        if (before == 0) {
            LOG.log(Level.WARNING, "The journal cannot write call {0}: {1}", entry.callId(), refused.getMessage());
        }
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
