package io.pollux.keys;

import io.pollux.storage.Storage;
import io.pollux.storage.Transaction;
import io.pollux.storage.UtcTime;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * What was used of which quota, and what is known of its limits, on disk and for all nodes together. Each row stands alone
 * and only grows, so nodes write without asking each other.
 *
 * <p>A commit that is not acknowledged is written again, and counts twice if it had arrived: the sum may be above the truth
 * by one batch for each such outage. A node that dies takes with it what it had not written: less than a second's calls.
 */
public final class QuotaBook {
    private static final Duration KEPT = Duration.ofDays(7);

    private static final String ADD =
            "INSERT INTO t_pollux_quota_use (scope, model, day_ends_at, requests, input_tokens, output_tokens, changed_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE requests = requests + VALUES(requests),"
                    + " input_tokens = input_tokens + VALUES(input_tokens),"
                    + " output_tokens = output_tokens + VALUES(output_tokens), changed_at = VALUES(changed_at)";

    /** stated_at comes last: MySQL reads the columns of an UPDATE as they are after the assignments to the left. */
    private static final String SAY =
            "INSERT INTO t_pollux_ceiling (scope, model, quota, most, stated_at, changed_at) VALUES (?, ?, ?, ?, ?, ?)"
                    + " ON DUPLICATE KEY UPDATE"
                    + " most = CASE WHEN VALUES(stated_at) >= stated_at THEN VALUES(most) ELSE most END,"
                    + " changed_at = VALUES(changed_at), stated_at = GREATEST(stated_at, VALUES(stated_at))";

    /** One question for everything that another node may have said: it is asked several times a second. */
    private static final String NEWS =
            "SELECT 'COOLDOWN', scope, model, ends_at, reason, provenance, 0, 0, 0 FROM t_pollux_cooldown"
                    + " WHERE changed_at >= ?"
                    + " UNION ALL SELECT 'USE', scope, model, day_ends_at, '', '', requests, input_tokens, output_tokens"
                    + " FROM t_pollux_quota_use WHERE changed_at >= ? AND day_ends_at > ?"
                    + " UNION ALL SELECT 'CEILING', scope, model, stated_at, '', quota, most, 0, 0 FROM t_pollux_ceiling"
                    + " WHERE changed_at >= ?"
                    + " UNION ALL SELECT 'PROJECT', scope, limits, limited_at, waivers, note, 0, 0, 0"
                    + " FROM t_pollux_project WHERE changed_at >= ?"
                    + " UNION ALL SELECT 'CALLS', '', '', day_ends_at, '', '', id, day_calls, 0"
                    + " FROM t_pollux_key WHERE counted_at >= ? AND day_ends_at > ?";

    private static final String CLEAR_USES = "DELETE FROM t_pollux_quota_use WHERE day_ends_at <= ?";
    private static final String CLEAR_CEILINGS = "DELETE FROM t_pollux_ceiling WHERE stated_at <= ?";

    private final Storage storage;
    private final Clock clock;

    public QuotaBook(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /** Adds to what is written down; all or none. */
    public void add(Collection<StoredUse> uses) {
        // In one order on all nodes, so that two batches never wait for each other's rows.
        List<StoredUse> ordered = uses.stream()
                .sorted(Comparator.comparing(StoredUse::scope)
                        .thenComparing(StoredUse::model)
                        .thenComparing(StoredUse::dayEnds))
                .toList();
        LocalDateTime now = UtcTime.column(clock.instant());
        batch(ADD, ordered, (statement, use) -> {
            statement.setString(1, use.scope());
            statement.setString(2, use.model());
            statement.setObject(3, UtcTime.column(use.dayEnds()));
            statement.setLong(4, use.requests());
            statement.setLong(5, use.input());
            statement.setLong(6, use.output());
            statement.setObject(7, now);
        });
    }

    /** Writes limits down, unless something later is known. */
    public void say(Collection<StoredCeiling> ceilings) {
        List<StoredCeiling> ordered = ceilings.stream()
                .sorted(Comparator.comparing(StoredCeiling::scope)
                        .thenComparing(StoredCeiling::model)
                        .thenComparing(StoredCeiling::quota))
                .toList();
        LocalDateTime now = UtcTime.column(clock.instant());
        batch(SAY, ordered, (statement, ceiling) -> {
            statement.setString(1, ceiling.scope());
            statement.setString(2, ceiling.model());
            statement.setString(3, ceiling.quota().name());
            statement.setLong(4, ceiling.most());
            statement.setObject(5, UtcTime.column(ceiling.statedAt()));
            statement.setObject(6, now);
        });
    }

    /**
     * What was written since a moment, by whatever node: cool-downs, the counts of days that are not over, limits, projects,
     * calls of keys that have a daily limit.
     */
    public QuotaNews since(Instant moment) {
        return storage.inTransaction(transaction -> {
            try (PreparedStatement question = transaction.connection().prepareStatement(NEWS)) {
                LocalDateTime column = UtcTime.column(moment);
                question.setObject(1, column);
                question.setObject(2, column);
                question.setObject(3, UtcTime.column(clock.instant()));
                question.setObject(4, column);
                question.setObject(5, column);
                question.setObject(6, column);
                question.setObject(7, UtcTime.column(clock.instant()));
                try (ResultSet rows = question.executeQuery()) {
                    return NewsReader.read(rows);
                }
            } catch (SQLException e) {
                throw new IllegalStateException("Reading the news of quota failed: " + e.getMessage(), e);
            }
        });
    }

    /** Forgets days that were over a week ago, and what Google said then. */
    public void clear(Instant now) {
        LocalDateTime column = UtcTime.column(now.minus(KEPT));
        for (String clear : List.of(CLEAR_USES, CLEAR_CEILINGS)) {
            batch(clear, List.of(column), (statement, before) -> statement.setObject(1, before));
        }
    }

    private <T> void batch(String sql, Collection<T> rows, Binding<T> binding) {
        storage.write(transaction -> {
            try {
                batch(transaction, sql, rows, binding);
            } catch (SQLException e) {
                throw new IllegalStateException("Writing down what was used failed: " + e.getMessage(), e);
            }
        });
    }

    private static <T> void batch(Transaction transaction, String sql, Collection<T> rows, Binding<T> binding)
            throws SQLException {
        try (PreparedStatement statement = transaction.connection().prepareStatement(sql)) {
            for (T row : rows) {
                binding.bind(statement, row);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private interface Binding<T> {
        void bind(PreparedStatement statement, T row) throws SQLException;
    }
}
