package io.pollux.keys;

import io.pollux.keys.KeyEvent.Kind;
import io.pollux.storage.UtcTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Which cool-downs are worth a line in the history: those of minutes come and go by the thousand. */
final class BenchNews {
    private static final Duration LONG = Duration.ofHours(1);
    private static final String BY_HAND = "MANUAL";

    /** Of those that would have been worth a line when they began. */
    private static final String LIFTED =
            "INSERT INTO t_pollux_key_event (key_id, scope, happened_at, kind, reason, model)"
                    + " SELECT 0, scope, ?, 'LIFTED', '', model FROM t_pollux_cooldown WHERE scope = ? AND model = ?"
                    + " AND (ends_at > ? OR provenance = 'MANUAL' AND ends_at > ?)";

    private BenchNews() {}

    /** To be told before they are lifted. */
    static void lifted(Connection connection, Collection<StoredCooldown.Name> names, Instant now) throws SQLException {
        if (names.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(LIFTED)) {
            for (StoredCooldown.Name name : names) {
                insert.setObject(1, UtcTime.column(now));
                insert.setString(2, name.scope());
                insert.setString(3, name.model());
                insert.setObject(4, UtcTime.column(now.plus(LONG)));
                insert.setObject(5, UtcTime.column(now));
                // No batch: MariaDB takes none of INSERT ... SELECT.
                insert.executeUpdate();
            }
        }
    }

    static List<KeyHistory.Line> of(Collection<StoredCooldown> put, Instant now) {
        return put.stream()
                .filter(row -> row.provenance().equals(BY_HAND) || row.until().isAfter(now.plus(LONG)))
                .map(row -> new KeyHistory.Line(
                        0,
                        row.scope(),
                        new KeyEvent(now, Kind.BENCHED, row.reason(), row.model(), Optional.of(row.until()))))
                .toList();
    }
}
