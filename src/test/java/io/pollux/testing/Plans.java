package io.pollux.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.storage.Storage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What MariaDB plans for the statements about the log and its sums that it hears while something is done. Heard by the server
 * itself, so they are those of whoever talks to it. Ask in one JVM at a time.
 */
public final class Plans {
    private static final String LOG_TABLES = "t_request_log|t_error_logs|t_pollux_tally(_failure)?";
    private static final String ABOUT_THEM =
            "(?is)(SET STATEMENT .* FOR )?\\s*(SELECT|DELETE|UPDATE)\\b.*(" + LOG_TABLES + ")\\b.*";
    /** Of the sums, a question goes to few rows: more of the table than this is too much. */
    private static final double LARGEST_PART = 0.25;

    private final Storage storage;

    /** @param storage of the schema that is talked about */
    public Plans(Storage storage) {
        this.storage = storage;
        MariaDb.execute("SET GLOBAL log_output = 'TABLE'");
    }

    /** Has the server know its tables as they are now. */
    public void analyse() {
        storage.write(transaction -> {
            try (Statement statement = transaction.connection().createStatement()) {
                statement.execute("ANALYZE TABLE t_request_log, t_error_logs, t_pollux_tally, t_pollux_tally_failure");
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** Statements that the work sends and for which such a table is gone through from end to end. */
    public List<String> fullScans(Work work) throws Exception {
        MariaDb.execute(
                "SET GLOBAL general_log = OFF", "TRUNCATE TABLE mysql.general_log", "SET GLOBAL general_log = ON");
        try {
            work.run();
        } finally {
            MariaDb.execute("SET GLOBAL general_log = OFF");
        }
        return storage.inTransaction(transaction -> {
            try {
                List<String> heard = heard(transaction.connection());
                assertThat(heard).isNotEmpty();
                List<String> bad = new ArrayList<>();
                for (String sql : heard) {
                    complaint(transaction.connection(), sql).ifPresent(why -> bad.add(why + ": " + sql));
                }
                return bad;
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static List<String> heard(Connection connection) throws SQLException {
        List<String> heard = new ArrayList<>();
        try (PreparedStatement question = connection.prepareStatement(
                        "SELECT DISTINCT CONVERT(argument USING utf8mb4) FROM mysql.general_log"
                                + " WHERE command_type IN ('Query', 'Execute')");
                ResultSet rows = question.executeQuery()) {
            while (rows.next()) {
                String sql = rows.getString(1);
                if (sql.matches(ABOUT_THEM)) {
                    heard.add(sql.replaceFirst("(?is)^SET STATEMENT .*? FOR ", ""));
                }
            }
        }
        return heard;
    }

    private static Optional<String> complaint(Connection connection, String sql) throws SQLException {
        boolean sums = sql.matches("(?is)\\s*SELECT\\b.*\\bFROM t_pollux_tally\\b.*");
        long most = sums ? (long) (rows(connection) * LARGEST_PART) : Long.MAX_VALUE;
        try (Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery("EXPLAIN " + sql)) {
            while (plan.next()) {
                if ("ALL".equals(plan.getString("type"))) {
                    return Optional.of("All rows of " + plan.getString("table"));
                }
                if (plan.getLong("rows") > most) {
                    return Optional.of(plan.getLong("rows") + " rows of " + plan.getString("table"));
                }
            }
        }
        return Optional.empty();
    }

    private static long rows(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM t_pollux_tally")) {
            count.next();
            return count.getLong(1);
        }
    }

    /** What may go wrong fails the test. */
    public interface Work {
        void run() throws Exception;
    }
}
