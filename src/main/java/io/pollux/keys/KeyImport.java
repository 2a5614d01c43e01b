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
                    + " note, enabled, created_at, changed_at, uses, failures, priority, weight, tags, day_limit)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?, ?, ?)";

    private final KeyVault vault;
    private final Tombstones tombstones;
    private final Naming naming;
    private final Instant now;

    /** @param tombstones what they mean to whoever adds */
    KeyImport(KeyVault vault, Tombstones tombstones, Naming naming, Instant now) {
        this.vault = vault;
        this.tombstones = tombstones;
        this.naming = naming;
        this.now = now;
    }

    /** What several keys are called that come under one label. */
    enum Naming {
        NUMBERED {
            @Override
            KeyTraits traits(NewKey key, int number, int all) {
                return all > 1 ? key.traits().numbered(number) : key.traits();
            }
        },
        /** Each has a name of its own. */
        OWN {
            @Override
            KeyTraits traits(NewKey key, int number, int all) {
                return key.traits();
            }
        };

        abstract KeyTraits traits(NewKey key, int number, int all);
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

    /** What would become of them. */
    List<Imported> preview(EntityManager em, Collection<Secret> secrets) {
        Map<String, Secret> wanted = new LinkedHashMap<>();
        secrets.forEach(secret -> wanted.putIfAbsent(vault.lookup(secret), secret));
        List<Imported> imported = new ArrayList<>();
        for (List<String> lookups : Chunks.of(wanted.keySet())) {
            Set<String> known = known(em, lookups);
            Set<String> deleted = deleted(em, lookups);
            lookups.forEach(lookup -> imported.add(new Imported(
                    wanted.get(lookup).masked(),
                    outcome(wanted.get(lookup), known.contains(lookup), deleted.contains(lookup)))));
        }
        return imported;
    }

    Result run(Transaction transaction, Collection<NewKey> keys) {
        Map<String, NewKey> wanted = new LinkedHashMap<>();
        keys.forEach(key -> wanted.putIfAbsent(vault.lookup(key.secret()), key));
        Result result = new Result(new ArrayList<>(), new ArrayList<>());
        for (List<String> lookups : Chunks.of(wanted.keySet())) {
            run(transaction, wanted, lookups, result);
        }
        return result;
    }

    private void run(Transaction transaction, Map<String, NewKey> wanted, List<String> lookups, Result result) {
        Set<String> known = known(transaction.em(), lookups);
        Set<String> deleted = deleted(transaction.em(), lookups);
        List<String> added = new ArrayList<>();
        for (String lookup : lookups) {
            Secret secret = wanted.get(lookup).secret();
            Outcome outcome = outcome(secret, known.contains(lookup), deleted.contains(lookup));
            result.imported().add(new Imported(secret.masked(), outcome));
            if (outcome == Outcome.ADDED || outcome == Outcome.RETURNED) {
                added.add(lookup);
            }
        }
        lift(transaction, added.stream().filter(deleted::contains).toList());
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

    private static Set<String> known(EntityManager em, List<String> lookups) {
        return among(em, "SELECT k.lookup FROM ApiKey k WHERE k.lookup IN :lookups", lookups);
    }

    private static Set<String> deleted(EntityManager em, List<String> lookups) {
        return among(em, "SELECT t.lookup FROM Tombstone t WHERE t.lookup IN :lookups", lookups);
    }

    private static Set<String> among(EntityManager em, String question, List<String> lookups) {
        return new HashSet<>(em.createQuery(question, String.class)
                .setParameter("lookups", lookups)
                .getResultList());
    }

    private static void lift(Transaction transaction, List<String> lookups) {
        if (!lookups.isEmpty()) {
            KeyBin.forget(transaction, lookups);
            transaction
                    .em()
                    .createQuery("DELETE FROM Tombstone t WHERE t.lookup IN :lookups")
                    .setParameter("lookups", lookups)
                    .executeUpdate();
        }
    }

    private void insert(
            Transaction transaction, Map<String, NewKey> wanted, List<String> lookups, int before, int all) {
        int number = before;
        try (PreparedStatement insert = transaction.connection().prepareStatement(INSERT)) {
            for (String lookup : lookups) {
                number++;
                NewKey key = wanted.get(lookup);
                bind(insert, lookup, key, naming.traits(key, number, all));
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("Adding keys failed: " + e.getMessage(), e);
        }
    }

    private void bind(PreparedStatement insert, String lookup, NewKey key, KeyTraits own) throws SQLException {
        insert.setString(1, lookup);
        insert.setString(2, vault.seal(KeyRing.place(lookup), key.secret().reveal()));
        insert.setString(3, key.secret().masked());
        insert.setString(4, own.label());
        insert.setString(5, own.kind().name());
        insert.setString(6, own.project().orElse(null));
        insert.setString(7, own.note());
        insert.setBoolean(8, key.use() == NewKey.Use.AT_ONCE);
        insert.setObject(9, UtcTime.column(now));
        insert.setObject(10, UtcTime.column(now));
        insert.setInt(11, own.rank().priority());
        insert.setInt(12, own.rank().weight());
        insert.setString(13, own.tags().column());
        insert.setInt(14, own.dayLimit().calls());
    }
}
