package io.pollux.prompts;

import io.pollux.storage.Storage;
import io.pollux.storage.Transaction;
import io.pollux.storage.UtcTime;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps prompts by name, for all nodes and all who administer. May be used from any thread. */
public final class PromptDesk {
    /** More than anybody finds their way in; so that a script gone wild does not fill the database. */
    static final int MOST = 500;

    private static final String NAMES = "SELECT name FROM t_pollux_prompt ORDER BY name";
    private static final String FIND = "SELECT content, changed_at FROM t_pollux_prompt WHERE name = ?";
    private static final String COUNT = "SELECT COUNT(*) FROM t_pollux_prompt";
    private static final String DELETE = "DELETE FROM t_pollux_prompt WHERE name = ?";
    private static final String ADD = "INSERT IGNORE INTO t_pollux_prompt (name, content, changed_at) VALUES (?, ?, ?)";
    private static final String SAVE = "INSERT INTO t_pollux_prompt (name, content, changed_at) VALUES (?, ?, ?)"
            + " ON DUPLICATE KEY UPDATE content = VALUES(content), changed_at = VALUES(changed_at)";

    private final Storage storage;
    private final Clock clock;

    public PromptDesk(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /** In order. */
    public List<String> names() {
        return storage.inTransaction(transaction -> {
            try (PreparedStatement query = transaction.connection().prepareStatement(NAMES);
                    ResultSet rows = query.executeQuery()) {
                List<String> names = new ArrayList<>();
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
                return List.copyOf(names);
            } catch (SQLException e) {
                throw failed(e);
            }
        });
    }

    public Optional<SavedPrompt> find(String name) {
        return storage.inTransaction(transaction -> found(transaction, name));
    }

    /**
     * Saves a prompt under a name that is free.
     *
     * @return whether it was; otherwise nothing has changed
     * @throws IllegalArgumentException in one line when it is more than fits
     */
    public boolean add(String name, String content) {
        check(name, content);
        return storage.inTransaction(transaction -> {
            if (found(transaction, name).isPresent()) {
                return false;
            }
            checkRoom(transaction);
            // Of two who add it at the same moment the second finds it taken.
            return save(ADD, transaction, name, content) > 0;
        });
    }

    /**
     * Saves a prompt under its name, in place of the one that may be there.
     *
     * @throws IllegalArgumentException in one line when it is more than fits
     */
    public void replace(String name, String content) {
        check(name, content);
        storage.write(transaction -> {
            if (found(transaction, name).isEmpty()) {
                checkRoom(transaction);
            }
            save(SAVE, transaction, name, content);
        });
    }

    /** @return whether there was one */
    public boolean delete(String name) {
        return storage.inTransaction(transaction -> {
            try (PreparedStatement delete = transaction.connection().prepareStatement(DELETE)) {
                delete.setString(1, name);
                return delete.executeUpdate() > 0;
            } catch (SQLException e) {
                throw failed(e);
            }
        });
    }

    private static void check(String name, String content) {
        if (name.isBlank() || !name.equals(name.strip())) {
            throw new IllegalArgumentException("A name has no blanks around it, and something between");
        }
        if (name.length() > SavedPrompt.LONGEST_NAME || content.length() > SavedPrompt.LONGEST_CONTENT) {
            throw new IllegalArgumentException("A name has %d characters at most, a prompt %d"
                    .formatted(SavedPrompt.LONGEST_NAME, SavedPrompt.LONGEST_CONTENT));
        }
    }

    private static Optional<SavedPrompt> found(Transaction transaction, String name) {
        try (PreparedStatement find = transaction.connection().prepareStatement(FIND)) {
            find.setString(1, name);
            try (ResultSet rows = find.executeQuery()) {
                return rows.next()
                        ? Optional.of(new SavedPrompt(
                                name, rows.getString(1), UtcTime.instant(rows.getObject(2, LocalDateTime.class))))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static int count(Transaction transaction) {
        try (PreparedStatement count = transaction.connection().prepareStatement(COUNT);
                ResultSet rows = count.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static void checkRoom(Transaction transaction) {
        if (count(transaction) >= MOST) {
            throw new IllegalArgumentException("There are " + MOST + " saved prompts already");
        }
    }

    private int save(String sql, Transaction transaction, String name, String content) {
        try (PreparedStatement save = transaction.connection().prepareStatement(sql)) {
            save.setString(1, name);
            save.setString(2, content);
            save.setObject(3, UtcTime.column(clock.instant()));
            return save.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static IllegalStateException failed(SQLException cause) {
        return new IllegalStateException("The table of prompts failed: " + cause.getMessage(), cause);
    }
}
