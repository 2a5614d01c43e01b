package io.pollux.keys;

import io.pollux.storage.Storage;
import io.pollux.storage.UtcTime;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Cool-downs on disk, for a restart. Later writing wins; each row stands alone, so nodes do not wait for each other. */
public final class CooldownShelf {
    /** One order on all nodes, so that two batches never wait for each other's rows. */
    private static final Comparator<StoredCooldown.Name> ORDER =
            Comparator.comparing(StoredCooldown.Name::scope).thenComparing(StoredCooldown.Name::model);

    private static final int LONGEST_MODEL = 200;
    private static final int LONGEST_REASON = 500;

    private static final String LOAD =
            "SELECT scope, model, ends_at, reason, provenance FROM t_pollux_cooldown WHERE ends_at > ?";
    private static final String PUT =
            "INSERT INTO t_pollux_cooldown (scope, model, ends_at, reason, provenance) VALUES (?, ?, ?, ?, ?)"
                    + " ON DUPLICATE KEY UPDATE ends_at = VALUES(ends_at), reason = VALUES(reason),"
                    + " provenance = VALUES(provenance)";
    private static final String TAKE_OFF = "DELETE FROM t_pollux_cooldown WHERE scope = ? AND model = ?";
    private static final String CLEAR = "DELETE FROM t_pollux_cooldown WHERE ends_at <= ?";

    private final Storage storage;

    public CooldownShelf(Storage storage) {
        this.storage = storage;
    }

    /** All that are not over yet. */
    public List<StoredCooldown> load(Instant now) {
        return storage.inTransaction(transaction -> {
            List<StoredCooldown> found = new ArrayList<>();
            try (PreparedStatement load = transaction.connection().prepareStatement(LOAD)) {
                load.setObject(1, UtcTime.column(now));
                try (ResultSet rows = load.executeQuery()) {
                    while (rows.next()) {
                        found.add(new StoredCooldown(
                                rows.getString(1),
                                rows.getString(2),
                                UtcTime.instant(rows.getObject(3, LocalDateTime.class)),
                                rows.getString(4),
                                rows.getString(5)));
                    }
                }
            } catch (SQLException e) {
                throw new IllegalStateException("Reading the cool-downs failed: " + e.getMessage(), e);
            }
            return found;
        });
    }

    /**
     * Writes a batch.
     *
     * @param put to stand on the shelf, in place of what is there under the same name
     * @param lifted to be taken off before their time
     */
    public void save(Collection<StoredCooldown> put, Collection<StoredCooldown.Name> lifted) {
        List<StoredCooldown> fitting = put.stream()
                .filter(row -> row.model().length() <= LONGEST_MODEL)
                .sorted(Comparator.comparing(StoredCooldown::name, ORDER))
                .toList();
        storage.write(transaction -> {
            try (PreparedStatement upsert = transaction.connection().prepareStatement(PUT);
                    PreparedStatement delete = transaction.connection().prepareStatement(TAKE_OFF)) {
                for (StoredCooldown row : fitting) {
                    bind(upsert, row);
                    upsert.addBatch();
                }
                upsert.executeBatch();
                for (StoredCooldown.Name name : lifted.stream().sorted(ORDER).toList()) {
                    delete.setString(1, name.scope());
                    delete.setString(2, name.model());
                    delete.addBatch();
                }
                delete.executeBatch();
            } catch (SQLException e) {
                throw new IllegalStateException("Writing the cool-downs failed: " + e.getMessage(), e);
            }
        });
    }

    private static void bind(PreparedStatement upsert, StoredCooldown row) throws SQLException {
        String reason = row.reason();
        upsert.setString(1, row.scope());
        upsert.setString(2, row.model());
        upsert.setObject(3, UtcTime.column(row.until()));
        upsert.setString(4, reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON));
        upsert.setString(5, row.provenance());
    }

    /** Takes off what is over, and says how many that were. */
    public int clear(Instant now) {
        return storage.inTransaction(transaction -> {
            try (PreparedStatement clear = transaction.connection().prepareStatement(CLEAR)) {
                clear.setObject(1, UtcTime.column(now));
                return clear.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException("Clearing the cool-downs failed: " + e.getMessage(), e);
            }
        });
    }
}
