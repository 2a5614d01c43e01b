package io.pollux.fill;

import io.pollux.storage.Storage;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Inserts rows of one table, many with each statement and some statements with each commit. */
final class Rows {
    private static final int EACH_STATEMENT = 200;
    private static final int EACH_COMMIT = 5_000;

    private final Storage storage;
    private final String insert;
    private final String marks;
    private final String otherwise;
    private final List<Object[]> waiting = new ArrayList<>(EACH_COMMIT);

    Rows(Storage storage, String table, String columns) {
        this(storage, table, columns, "");
    }

    /** @param otherwise what becomes of a row that is there already */
    Rows(Storage storage, String table, String columns, String otherwise) {
        this.storage = storage;
        this.insert = "INSERT INTO " + table + " (" + columns + ") VALUES ";
        this.marks = "(" + columns.replaceAll("[^,]+", "?") + ")";
        this.otherwise = otherwise;
    }

    void add(Object... row) {
        waiting.add(row);
        if (waiting.size() == EACH_COMMIT) {
            write();
        }
    }

    void write() {
        storage.write(transaction -> {
            for (int from = 0; from < waiting.size(); from += EACH_STATEMENT) {
                List<Object[]> some = waiting.subList(from, Math.min(waiting.size(), from + EACH_STATEMENT));
                String sql = insert + (marks + ",").repeat(some.size() - 1) + marks + otherwise;
                try (PreparedStatement statement = transaction.connection().prepareStatement(sql)) {
                    int column = 0;
                    for (Object[] row : some) {
                        for (Object cell : row) {
                            statement.setObject(++column, cell);
                        }
                    }
                    statement.executeUpdate();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        waiting.clear();
    }
}
