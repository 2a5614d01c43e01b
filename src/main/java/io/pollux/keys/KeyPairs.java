package io.pollux.keys;

import io.pollux.storage.Transaction;
import io.pollux.storage.UtcTime;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Which keys the operator knows not to share a project, two by two. */
final class KeyPairs {
    private static final String KEEP =
            "INSERT IGNORE INTO t_pollux_key_apart (one_id, other_id, said_at) VALUES (?, ?, ?)";
    private static final String FIND = "SELECT 1 FROM t_pollux_key_apart WHERE one_id = ? AND other_id = ?";

    private KeyPairs() {}

    static void keepApart(Transaction transaction, Collection<Long> keyIds, Instant now) throws SQLException {
        List<Long> ids = keyIds.stream().sorted().distinct().toList();
        try (PreparedStatement keep = transaction.connection().prepareStatement(KEEP)) {
            for (int other = 1; other < ids.size(); other++) {
                for (int one = 0; one < other; one++) {
                    keep.setLong(1, ids.get(one));
                    keep.setLong(2, ids.get(other));
                    keep.setObject(3, UtcTime.column(now));
                    keep.addBatch();
                }
            }
            keep.executeBatch();
        }
    }

    /** Whether that was said of each two of them. */
    static boolean apart(Transaction transaction, Collection<Long> keyIds) throws SQLException {
        List<Long> ids = keyIds.stream().sorted().distinct().toList();
        try (PreparedStatement find = transaction.connection().prepareStatement(FIND)) {
            for (int other = 1; other < ids.size(); other++) {
                for (int one = 0; one < other; one++) {
                    find.setLong(1, ids.get(one));
                    find.setLong(2, ids.get(other));
                    try (ResultSet rows = find.executeQuery()) {
                        if (!rows.next()) {
                            return false;
                        }
                    }
                }
            }
        }
        return true;
    }
}
