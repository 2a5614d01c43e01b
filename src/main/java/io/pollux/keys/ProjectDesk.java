package io.pollux.keys;

import io.pollux.exchange.Quota;
import io.pollux.keys.StoredProject.Waiver;
import io.pollux.storage.Storage;
import io.pollux.storage.Transaction;
import io.pollux.storage.UtcTime;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What the operator says of projects: their limits, a note, and where limits do not count for a while. May be used from any
 * thread. What is said is announced after its commit; other nodes read it with {@link QuotaBook#since}.
 */
public final class ProjectDesk {
    private static final int LONGEST_LIMITS = 6000;
    private static final int LONGEST_WAIVERS = 4000;

    private static final String FIND = "SELECT limits, limited_at, waivers, note FROM t_pollux_project WHERE scope = ?";
    private static final String FORGET = "DELETE FROM t_pollux_project WHERE scope = ?";
    private static final String SPOKEN_OF = "SELECT scope, note FROM t_pollux_project ORDER BY scope LIMIT 10000";

    /** limited_at comes before limits: MySQL reads columns as they are after the assignments to the left. */
    private static final String SAY =
            "INSERT INTO t_pollux_project (scope, limits, limited_at, waivers, note, changed_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
                    + " limited_at = CASE WHEN limits = VALUES(limits) THEN limited_at ELSE VALUES(limited_at) END,"
                    + " limits = VALUES(limits), waivers = VALUES(waivers), note = VALUES(note),"
                    + " changed_at = VALUES(changed_at)";

    private final Storage storage;
    private final Clock clock;
    private final List<Consumer<List<StoredProject>>> listeners = new CopyOnWriteArrayList<>();

    public ProjectDesk(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /** Tells of every change made through this desk, one after the other, on the thread that made it. */
    public void listen(Consumer<List<StoredProject>> listener) {
        listeners.add(listener);
    }

    /** What was said of a project, which may be nothing. */
    public StoredProject find(String scope) {
        return storage.inTransaction(transaction -> found(transaction, scope, ""));
    }

    /** Those of which something was said, as scopes in alphabetical order, whether or not they have keys. */
    public List<String> spokenOf() {
        return List.copyOf(notes().keySet());
    }

    /** The notes of all those, which may be empty. */
    public Map<String, String> notes() {
        return storage.inTransaction(transaction -> {
            try (PreparedStatement statement = transaction.connection().prepareStatement(SPOKEN_OF);
                    ResultSet rows = statement.executeQuery()) {
                Map<String, String> notes = new LinkedHashMap<>();
                while (rows.next()) {
                    notes.put(rows.getString(1), rows.getString(2));
                }
                return notes;
            } catch (SQLException e) {
                throw new IllegalStateException("Reading projects failed: " + e.getMessage(), e);
            }
        });
    }

    /**
     * Sets what a project may use, in place of what was set before. Limits that are the same as before keep their age.
     *
     * @throws IllegalArgumentException in one line when it is more than fits
     */
    public void limit(String scope, Map<String, Map<Quota, Long>> limits, String note) {
        if (ProjectText.limits(limits).length() > LONGEST_LIMITS || note.length() > StoredProject.NOTE_LENGTH) {
            throw new IllegalArgumentException("These are more limits, or a longer note, than fit");
        }
        storage.write(transaction -> {
            StoredProject before = found(transaction, scope, " FOR UPDATE");
            say(transaction, List.of(new StoredProject(scope, limits, clock.instant(), before.waivers(), note)));
        });
    }

    /** Lets no limit count for a while: until when, by project and model. Replaces what was waived there before. */
    public void waive(Map<String, Map<String, Instant>> untils) {
        if (untils.isEmpty()) {
            return;
        }
        storage.write(transaction -> {
            List<StoredProject> waived = new ArrayList<>();
            // In one order on all nodes, so that two of them never wait for each other's rows.
            new TreeMap<>(untils).forEach((scope, models) -> {
                StoredProject before = found(transaction, scope, " FOR UPDATE");
                waived.add(new StoredProject(
                        scope, before.limits(), before.limitedAt(), waivers(before, models), before.note()));
            });
            say(transaction, waived);
        });
    }

    /** Takes back what was said of a project: as if nothing had been. */
    public void forget(String scope) {
        storage.write(transaction -> {
            try (PreparedStatement statement = transaction.connection().prepareStatement(FORGET)) {
                statement.setString(1, scope);
                statement.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException("Forgetting a project failed: " + e.getMessage(), e);
            }
            transaction.afterCommit(() -> announce(List.of(scope)));
        });
    }

    /** Remembers that keys do not share a project, whatever it looks like. */
    public void keepApart(Collection<Long> keyIds) {
        storage.write(transaction -> {
            try {
                KeyPairs.keepApart(transaction, keyIds, clock.instant());
            } catch (SQLException e) {
                throw new IllegalStateException("Keeping keys apart failed: " + e.getMessage(), e);
            }
        });
    }

    /** Whether somebody has said so of each two of them. */
    public boolean apart(Collection<Long> keyIds) {
        return storage.inTransaction(transaction -> {
            try {
                return KeyPairs.apart(transaction, keyIds);
            } catch (SQLException e) {
                throw new IllegalStateException("Reading which keys are apart failed: " + e.getMessage(), e);
            }
        });
    }

    /** Those that are over go, and if that is not enough, the oldest. */
    private Map<String, Waiver> waivers(StoredProject before, Map<String, Instant> models) {
        Instant now = clock.instant();
        Map<String, Waiver> waivers = new LinkedHashMap<>();
        before.waivers().forEach((model, waiver) -> {
            if (waiver.on(now) && !models.containsKey(model)) {
                waivers.put(model, waiver);
            }
        });
        models.forEach((model, until) -> waivers.put(model, new Waiver(now, until)));
        while (ProjectText.waivers(waivers).length() > LONGEST_WAIVERS) {
            waivers.remove(waivers.keySet().iterator().next());
        }
        return waivers;
    }

    private static StoredProject found(Transaction transaction, String scope, String lock) {
        try (PreparedStatement find = transaction.connection().prepareStatement(FIND + lock)) {
            find.setString(1, scope);
            try (ResultSet rows = find.executeQuery()) {
                return rows.next() ? read(scope, rows) : StoredProject.of(scope);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Reading a project failed: " + e.getMessage(), e);
        }
    }

    private static StoredProject read(String scope, ResultSet rows) throws SQLException {
        return new StoredProject(
                scope,
                ProjectText.limits(rows.getString(1)),
                UtcTime.instant(rows.getObject(2, LocalDateTime.class)),
                ProjectText.waivers(rows.getString(3)),
                rows.getString(4));
    }

    private void say(Transaction transaction, List<StoredProject> projects) {
        try (PreparedStatement say = transaction.connection().prepareStatement(SAY)) {
            for (StoredProject project : projects) {
                say.setString(1, project.scope());
                say.setString(2, ProjectText.limits(project.limits()));
                say.setObject(3, UtcTime.column(project.limitedAt()));
                say.setString(4, ProjectText.waivers(project.waivers()));
                say.setString(5, project.note());
                say.setObject(6, UtcTime.column(clock.instant()));
                say.addBatch();
            }
            say.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("Writing down what was said of projects failed: " + e.getMessage(), e);
        }
        List<String> scopes = projects.stream().map(StoredProject::scope).toList();
        transaction.afterCommit(() -> announce(scopes));
    }

    /** Reads again, under the lock: of two changes at the same time the second one told of is then also the newest. */
    private synchronized void announce(List<String> scopes) {
        List<StoredProject> now = storage.inTransaction(transaction ->
                scopes.stream().map(scope -> found(transaction, scope, "")).toList());
        listeners.forEach(listener -> listener.accept(now));
    }
}
