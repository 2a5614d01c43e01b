package io.pollux.journal;

import io.pollux.journal.tally.TallyTable;
import io.pollux.settings.Setting;
import io.pollux.settings.Settings;
import io.pollux.storage.Storage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Deletes old rows, few at a time, so that no lock is held for long and calls' rows find their place in between; and with a
 * pause as long as that took, so that half of the database's time is left for them.
 */
final class Retention {
    private static final int BATCH = 500;
    private static final long LONGEST_PAUSE = Duration.ofSeconds(1).toNanos();

    private final Storage storage;

    Retention(Storage storage) {
        this.storage = storage;
    }

    long forget(Settings settings, Instant now, BooleanSupplier goOn) {
        long errors = settings.get(Settings.AUTO_DELETE_ERROR_LOGS_ENABLED)
                ? forget("t_error_logs", before(settings, Settings.AUTO_DELETE_ERROR_LOGS_DAYS, now), goOn)
                : 0;
        long requests = settings.get(Settings.AUTO_DELETE_REQUEST_LOGS_ENABLED)
                ? forget("t_request_log", before(settings, Settings.AUTO_DELETE_REQUEST_LOGS_DAYS, now), goOn)
                : 0;
        return errors + requests;
    }

    long forgetTallies(Instant now, BooleanSupplier goOn) {
        forgetBatches(now);
        long all = 0;
        int some = 1;
        while (some > 0 && goOn.getAsBoolean()) {
            some = storage.inTransaction(transaction -> {
                try {
                    return TallyTable.forgetSome(transaction.connection(), now);
                } catch (SQLException e) {
                    throw new JournalTrouble(e);
                }
            });
            all += some;
        }
        return all;
    }

    private void forgetBatches(Instant now) {
        storage.write(transaction -> {
            try {
                BatchTable.forget(transaction.connection(), now);
            } catch (SQLException e) {
                throw new JournalTrouble(e);
            }
        });
    }

    private static LocalDateTime before(Settings settings, Setting<Duration> days, Instant now) {
        return LocalDateTime.ofInstant(now.minus(settings.get(days)), ZoneOffset.UTC);
    }

    private long forget(String table, LocalDateTime before, BooleanSupplier goOn) {
        long all = 0;
        int some = BATCH;
        while (some == BATCH && goOn.getAsBoolean()) {
            long begun = System.nanoTime();
            some = storage.inTransaction(transaction -> deleteSome(transaction.connection(), table, before));
            all += some;
            if (some == BATCH) {
                LockSupport.parkNanos(Math.min(LONGEST_PAUSE, System.nanoTime() - begun));
            }
        }
        return all;
    }

    /** By number: the three databases have no common form of DELETE with a limit. */
    private static int deleteSome(Connection connection, String table, LocalDateTime before) {
        try {
            List<Long> oldest = oldest(connection, table, before);
            if (!oldest.isEmpty()) {
                delete(connection, table, oldest);
            }
            return oldest.size();
        } catch (SQLException e) {
            throw new JournalTrouble(e);
        }
    }

    private static List<Long> oldest(Connection connection, String table, LocalDateTime before) throws SQLException {
        String select = "SELECT id FROM " + table + " WHERE request_time < ? ORDER BY request_time LIMIT " + BATCH;
        List<Long> ids = new ArrayList<>(BATCH);
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setObject(1, before);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                }
            }
        }
        return ids;
    }

    private static void delete(Connection connection, String table, List<Long> ids) throws SQLException {
        String marks = "?, ".repeat(ids.size() - 1) + "?";
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM " + table + " WHERE id IN (" + marks + ")")) {
            for (int i = 0; i < ids.size(); i++) {
                statement.setLong(i + 1, ids.get(i));
            }
            statement.executeUpdate();
        }
    }
}
