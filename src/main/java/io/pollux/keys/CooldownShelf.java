package io.pollux.keys;

import io.pollux.storage.Storage;
import io.pollux.storage.UtcTime;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Cool-downs on disk, for a restart and for other nodes. Of two nodes' words the longer counts, unless the row was lifted in
 * between; each row stands alone, so nodes do not wait for each other.
 */
public final class CooldownShelf {
    /** One order on all nodes, so that two batches never wait for each other's rows. */
    private static final Comparator<StoredCooldown.Name> ORDER =
            Comparator.comparing(StoredCooldown.Name::scope).thenComparing(StoredCooldown.Name::model);

    private static final int LONGEST_MODEL = 200;
    private static final int LONGEST_REASON = 500;

    private static final String LOAD =
            "SELECT scope, model, ends_at, reason, provenance FROM t_pollux_cooldown WHERE ends_at > ?";
    /** ends_at comes last: MySQL reads the columns of an UPDATE as they are after the assignments to the left. */
    private static final String PUT =
            "INSERT INTO t_pollux_cooldown (scope, model, ends_at, reason, provenance, changed_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
                    + " reason = CASE WHEN VALUES(ends_at) > ends_at THEN VALUES(reason) ELSE reason END,"
                    + " provenance = CASE WHEN VALUES(ends_at) > ends_at THEN VALUES(provenance) ELSE provenance END,"
                    + " changed_at = VALUES(changed_at), ends_at = GREATEST(ends_at, VALUES(ends_at))";

    private static final String LIFT =
            "UPDATE t_pollux_cooldown SET ends_at = ?, changed_at = ? WHERE scope = ? AND model = ?";
    private static final String CLEAR =
            "DELETE FROM t_pollux_cooldown WHERE ends_at <= ? AND (ends_at > ? OR changed_at <= ?)";
    /** What a lifted row ends with: it stays for a while, for the others to see. */
    private static final LocalDateTime LIFTED = UtcTime.column(Instant.EPOCH);

    private static final Duration SEEN = Duration.ofMinutes(1);

    private final Storage storage;
    private final Clock clock;

    public CooldownShelf(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
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
     * @param put to stand on the shelf, in place of what is there under the same name unless that lasts longer
     * @param lifted to end before their time, and before others are put there
     */
    public void save(Collection<StoredCooldown> put, Collection<StoredCooldown.Name> lifted) {
        List<StoredCooldown> fitting = put.stream()
                .filter(row -> row.model().length() <= LONGEST_MODEL)
                .sorted(Comparator.comparing(StoredCooldown::name, ORDER))
                .toList();
        LocalDateTime now = UtcTime.column(clock.instant());
        storage.write(transaction -> {
            try (PreparedStatement upsert = transaction.connection().prepareStatement(PUT);
                    PreparedStatement lift = transaction.connection().prepareStatement(LIFT)) {
                BenchNews.lifted(transaction.connection(), lifted, clock.instant());
                for (StoredCooldown.Name name : lifted.stream().sorted(ORDER).toList()) {
                    lift.setObject(1, LIFTED);
                    lift.setObject(2, now);
                    lift.setString(3, name.scope());
                    lift.setString(4, name.model());
                    lift.addBatch();
                }
                lift.executeBatch();
                for (StoredCooldown row : fitting) {
                    bind(upsert, row);
                    upsert.setObject(6, now);
                    upsert.addBatch();
                }
                upsert.executeBatch();
                KeyHistory.write(transaction, BenchNews.of(fitting, clock.instant()));
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
                clear.setObject(2, LIFTED);
                clear.setObject(3, UtcTime.column(now.minus(SEEN)));
                return clear.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException("Clearing the cool-downs failed: " + e.getMessage(), e);
            }
        });
    }
}
