package io.pollux.keys;

import io.pollux.exchange.Secret;
import io.pollux.keys.Imported.Outcome;
import io.pollux.storage.Transaction;
import io.pollux.storage.UtcTime;
import jakarta.persistence.EntityManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Adds many keys in few statements. Another node may add the same ones at the same time: whoever is second inserts
 * nothing.
 */
final class KeyImport {
    /** Sealed, it still fits into its column. */
    private static final int LONGEST = 500;

    private static final String INSERT =
            "INSERT IGNORE INTO t_pollux_key (lookup, sealed, masked, label, kind, project,"
                    + " note, enabled, created_at, changed_at, uses, failures, priority, weight)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, TRUE, ?, ?, 0, 0, ?, ?)";

    private final KeyVault vault;
    private final Tombstones tombstones;
    private final KeyTraits traits;
    private final Instant now;

    /**
     * @param tombstones what they mean to whoever adds
     * @param traits of all keys that are added; a label gets a number when they are several
     */
    KeyImport(KeyVault vault, Tombstones tombstones, KeyTraits traits, Instant now) {
        this.vault = vault;
        this.tombstones = tombstones;
        this.traits = traits;
        this.now = now;
    }

    /** What a tombstone means. */
    enum Tombstones {
        /** A person may bring a key back. */
        LIFTED,
        /** The environment may not. */
        RESPECTED
    }

    /** What was done, and the hashes of the rows that are new. */
    record Result(List<Imported> imported, List<String> added) {}

    Result run(Transaction transaction, Collection<Secret> secrets) {
        Map<String, Secret> wanted = new LinkedHashMap<>();
        secrets.forEach(secret -> wanted.putIfAbsent(vault.lookup(secret), secret));
        Result result = new Result(new ArrayList<>(), new ArrayList<>());
        for (List<String> lookups : Chunks.of(wanted.keySet())) {
            run(transaction, wanted, lookups, result);
        }
        return result;
    }

    private void run(Transaction transaction, Map<String, Secret> wanted, List<String> lookups, Result result) {
        EntityManager em = transaction.em();
        Set<String> known = among(em, "SELECT k.lookup FROM ApiKey k WHERE k.lookup IN :lookups", lookups);
        Set<String> deleted = among(em, "SELECT t.lookup FROM Tombstone t WHERE t.lookup IN :lookups", lookups);
        List<String> added = new ArrayList<>();
        for (String lookup : lookups) {
            Secret secret = wanted.get(lookup);
            Outcome outcome = outcome(secret, known.contains(lookup), deleted.contains(lookup));
            result.imported().add(new Imported(secret.masked(), outcome));
            if (outcome == Outcome.ADDED || outcome == Outcome.RETURNED) {
                added.add(lookup);
            }
        }
        lift(em, added.stream().filter(deleted::contains).toList());
        insert(transaction, wanted, added, result.added().size(), wanted.size());
        result.added().addAll(added);
    }

    private Outcome outcome(Secret secret, boolean known, boolean deleted) {
        if (known) {
            return Outcome.KNOWN;
        }
        if (secret.reveal().length() > LONGEST) {
            return Outcome.TOO_LONG;
        }
        if (!deleted) {
            return Outcome.ADDED;
        }
        return tombstones == Tombstones.LIFTED ? Outcome.RETURNED : Outcome.STAYS_DELETED;
    }

    private static Set<String> among(EntityManager em, String question, List<String> lookups) {
        return new HashSet<>(em.createQuery(question, String.class)
                .setParameter("lookups", lookups)
                .getResultList());
    }

    private static void lift(EntityManager em, List<String> lookups) {
        if (!lookups.isEmpty()) {
            em.createQuery("DELETE FROM Tombstone t WHERE t.lookup IN :lookups")
                    .setParameter("lookups", lookups)
                    .executeUpdate();
        }
    }

    private void insert(
            Transaction transaction, Map<String, Secret> wanted, List<String> lookups, int before, int all) {
        int number = before;
        try (PreparedStatement insert = transaction.connection().prepareStatement(INSERT)) {
            for (String lookup : lookups) {
                number++;
                bind(insert, lookup, wanted.get(lookup), all > 1 ? traits.numbered(number) : traits);
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("Adding keys failed: " + e.getMessage(), e);
        }
    }

    private void bind(PreparedStatement insert, String lookup, Secret secret, KeyTraits own) throws SQLException {
        insert.setString(1, lookup);
        insert.setString(2, vault.seal(KeyRing.place(lookup), secret.reveal()));
        insert.setString(3, secret.masked());
        insert.setString(4, own.label());
        insert.setString(5, own.kind().name());
        insert.setString(6, own.project().orElse(null));
        insert.setString(7, own.note());
        insert.setObject(8, UtcTime.column(now));
        insert.setObject(9, UtcTime.column(now));
        insert.setInt(10, own.rank().priority());
        insert.setInt(11, own.rank().weight());
    }
}
