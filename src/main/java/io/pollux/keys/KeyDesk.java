package io.pollux.keys;

import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Secret;
import io.pollux.keys.KeyImport.Tombstones;
import io.pollux.storage.Storage;
import io.pollux.storage.Transaction;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The key table's front door: everything that becomes of keys on disk. May be used from any thread.
 *
 * <p>What an operator changes is announced after its commit. What the pool notes by {@link #record} is not: the pool knows.
 */
public final class KeyDesk {
    /** EclipseLink then keeps no second copy of each row, to compare it at every flush. */
    private static final String UNMANAGED = "eclipselink.read-only";

    private static final String BY_ID = "SELECT k FROM ApiKey k WHERE k.id IN :values ORDER BY k.id";
    private static final String BY_LOOKUP = "SELECT k FROM ApiKey k WHERE k.lookup IN :values ORDER BY k.id";

    private final Storage storage;
    private final KeyVault vault;
    private final Clock clock;
    private final KeyRing ring;
    private final KeySearch search;
    private final List<Consumer<Changed>> listeners = new CopyOnWriteArrayList<>();

    public KeyDesk(Storage storage, KeyVault vault, Clock clock) {
        this.storage = storage;
        this.vault = vault;
        this.clock = clock;
        this.ring = new KeyRing(vault);
        this.search = new KeySearch(vault);
    }

    /** Tells of every change made through this desk, one after the other, on the thread that made it. */
    public void listen(Consumer<Changed> listener) {
        listeners.add(listener);
    }

    /** All keys as they stand. */
    public List<StoredKey> snapshots() {
        return storage.read(em -> ring.open(em.createQuery("SELECT k FROM ApiKey k ORDER BY k.id", ApiKey.class)
                .getResultList()));
    }

    /** One key; empty when it is gone. */
    public Optional<StoredKey> snapshot(long id) {
        return storage.read(em -> Optional.ofNullable(em.find(ApiKey.class, id)).flatMap(ring::open));
    }

    /**
     * What other nodes have changed since a moment, by their clocks: ask from a little before the last time.
     */
    public Changed changedSince(Instant moment) {
        return storage.read(em -> new Changed(
                ring.open(em.createQuery("SELECT k FROM ApiKey k WHERE k.changedAt >= :moment", ApiKey.class)
                        .setParameter("moment", moment)
                        .getResultList()),
                em.createQuery("SELECT t.keyId FROM Tombstone t WHERE t.deletedAt >= :moment", Long.class)
                        .setParameter("moment", moment)
                        .getResultList()));
    }

    /**
     * Adds every key that is found in a text, whatever stands around them. A key that had been deleted comes back.
     *
     * @param pattern what a key looks like
     */
    public List<Imported> importText(String text, Pattern pattern, KeyTraits traits) {
        return add(
                pattern.matcher(text)
                        .results()
                        .map(MatchResult::group)
                        .map(Secret::of)
                        .toList(),
                traits);
    }

    /** Adds keys in a person's name: one that had been deleted comes back. */
    public List<Imported> add(Collection<Secret> secrets, KeyTraits traits) {
        return add(secrets, traits, Tombstones.LIFTED);
    }

    /** Adds those of the environment's keys that were never seen: one that had been deleted stays so. */
    public List<Imported> addUnseen(Collection<Secret> secrets, KeyKind kind) {
        return add(secrets, KeyTraits.of(kind), Tombstones.RESPECTED);
    }

    private List<Imported> add(Collection<Secret> secrets, KeyTraits traits, Tombstones tombstones) {
        KeyImport work = new KeyImport(vault, tombstones, traits, clock.instant());
        return storage.inTransaction(transaction -> {
            KeyImport.Result result = work.run(transaction, secrets);
            if (!result.added().isEmpty()) {
                transaction.afterCommit(() -> announce(BY_LOOKUP, result.added()));
            }
            return result.imported();
        });
    }

    /** Changes what a person says about a key; nothing when it is gone. */
    public void describe(long id, KeyTraits traits) {
        storage.write(transaction -> Optional.ofNullable(transaction.em().find(ApiKey.class, id))
                .ifPresent(key -> {
                    key.describe(traits, clock.instant());
                    transaction.afterCommit(() -> announce(BY_ID, List.of(id)));
                }));
    }

    public void enable(Collection<Long> ids) {
        update("k.enabled = true", ids);
    }

    public void disable(Collection<Long> ids) {
        update("k.enabled = false", ids);
    }

    /** Forgets failures and refusals: the key is trusted as if it were new. */
    public void absolve(Collection<Long> ids) {
        update("k.failures = 0, k.refusal = null, k.refusalReason = null, k.refusedAt = null", ids);
    }

    /**
     * Puts keys into one Google project.
     *
     * @throws IllegalArgumentException in one line when the name is too long
     */
    public void assign(Collection<Long> ids, String project) {
        KeyTraits named = new KeyTraits("", KeyKind.GEMINI, Optional.of(project), "");
        storage.write(transaction -> {
            for (List<Long> chunk : Chunks.of(ids)) {
                transaction
                        .em()
                        .createQuery("UPDATE ApiKey k SET k.changedAt = :now, k.project = :project WHERE k.id IN :ids")
                        .setParameter("now", clock.instant())
                        .setParameter("project", named.project().orElse(null))
                        .setParameter("ids", chunk)
                        .executeUpdate();
            }
            transaction.afterCommit(() -> announce(BY_ID, ids));
        });
    }

    private void update(String assignments, Collection<Long> ids) {
        storage.write(transaction -> {
            for (List<Long> chunk : Chunks.of(ids)) {
                transaction
                        .em()
                        .createQuery("UPDATE ApiKey k SET k.changedAt = :now, " + assignments + " WHERE k.id IN :ids")
                        .setParameter("now", clock.instant())
                        .setParameter("ids", chunk)
                        .executeUpdate();
            }
            transaction.afterCommit(() -> announce(BY_ID, ids));
        });
    }

    /** Deletes keys and remembers their hashes, so that the environment does not bring them back. */
    public void delete(Collection<Long> ids) {
        storage.write(transaction -> {
            List<Long> deleted = new ArrayList<>();
            Chunks.of(ids).forEach(chunk -> deleted.addAll(delete(transaction, chunk)));
            transaction.afterCommit(() -> announceDeleted(deleted));
        });
    }

    private List<Long> delete(Transaction transaction, List<Long> ids) {
        EntityManager em = transaction.em();
        List<ApiKey> keys = rows(em, BY_ID, ids);
        if (keys.isEmpty()) {
            return List.of();
        }
        em.createQuery("DELETE FROM Tombstone t WHERE t.lookup IN :lookups")
                .setParameter("lookups", keys.stream().map(ApiKey::lookup).toList())
                .executeUpdate();
        keys.forEach(key -> em.persist(new Tombstone(key, clock.instant())));
        em.createQuery("DELETE FROM ApiKey k WHERE k.id IN :ids")
                .setParameter("ids", ids)
                .executeUpdate();
        em.flush();
        em.clear();
        return keys.stream().map(ApiKey::getId).toList();
    }

    public KeyPage page(KeyQuery query) {
        return storage.read(em -> search.page(em, query));
    }

    /** The rows of all keys that fit, on whatever page, for what is done to all of them. */
    public List<Long> ids(KeyQuery query) {
        return storage.read(em -> search.ids(em, query));
    }

    public KeyCensus census() {
        return storage.read(search::census);
    }

    /**
     * Writes a batch of the pool's notes. Under the lock of those who read and tell: a row read before this batch and told
     * after it would look like another node's word, and would undo what the pool has just learnt.
     */
    public synchronized void record(Collection<KeyNote> notes) {
        if (!notes.isEmpty()) {
            KeyNotes writing = new KeyNotes(clock.instant());
            storage.write(transaction -> writing.write(transaction, notes));
        }
    }

    /**
     * Reads the rows again, under the lock: of two changes at the same time the second one told of is then also the
     * newest.
     */
    private synchronized void announce(String rows, Collection<?> values) {
        List<StoredKey> present = storage.read(em -> ring.open(rows(em, rows, values)));
        tell(new Changed(present, List.of()));
    }

    /**
     * Tells the listeners of this desk what has changed since a moment, also on other nodes. Under the same lock, for an
     * older reading that is told of after a newer one would undo it.
     */
    public synchronized void tellSince(Instant moment) {
        Changed changed = changedSince(moment);
        if (!changed.present().isEmpty() || !changed.deleted().isEmpty()) {
            tell(changed);
        }
    }

    private synchronized void announceDeleted(List<Long> ids) {
        tell(new Changed(List.of(), ids));
    }

    private void tell(Changed changed) {
        listeners.forEach(listener -> listener.accept(changed));
    }

    private static List<ApiKey> rows(EntityManager em, String question, Collection<?> values) {
        List<ApiKey> rows = new ArrayList<>();
        for (List<?> chunk : Chunks.of(values)) {
            rows.addAll(em.createQuery(question, ApiKey.class)
                    .setParameter("values", chunk)
                    .setHint(UNMANAGED, "true")
                    .getResultList());
        }
        return rows;
    }
}
