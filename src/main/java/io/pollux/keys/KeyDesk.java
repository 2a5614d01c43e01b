package io.pollux.keys;

import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Secret;
import io.pollux.keys.KeyImport.Naming;
import io.pollux.keys.KeyImport.Tombstones;
import io.pollux.storage.Storage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
    /** How long a deleted key can be brought back. */
    public static final Duration KEPT = Duration.ofDays(7);

    private static final String BY_ID = "SELECT k FROM ApiKey k WHERE k.id IN :values ORDER BY k.id";
    static final String BY_LOOKUP = "SELECT k FROM ApiKey k WHERE k.lookup IN :values ORDER BY k.id";

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
        return catalogue()
                .walk(KeyQuery.all(0))
                .flatMap(row -> ring.open(row).stream())
                .toList();
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
        return add(alike(secrets, traits), Tombstones.LIFTED, Naming.NUMBERED);
    }

    /** The same with keys of which each has traits, and a name, of its own. */
    public List<Imported> add(List<NewKey> keys) {
        return add(keys, Tombstones.LIFTED, Naming.OWN);
    }

    /** What would become of keys that a person adds, one line for each that is different; nothing is stored. */
    public List<Imported> preview(Collection<Secret> secrets) {
        KeyImport work = new KeyImport(vault, Tombstones.LIFTED, Naming.OWN, clock.instant());
        return storage.read(em -> work.preview(em, secrets));
    }

    /** Adds those of the environment's keys that were never seen: one that had been deleted stays so. */
    public List<Imported> addUnseen(Collection<Secret> secrets, KeyKind kind) {
        return add(alike(secrets, KeyTraits.of(kind)), Tombstones.RESPECTED, Naming.NUMBERED);
    }

    private static List<NewKey> alike(Collection<Secret> secrets, KeyTraits traits) {
        return secrets.stream()
                .map(secret -> new NewKey(secret, traits, NewKey.Use.AT_ONCE))
                .toList();
    }

    private List<Imported> add(List<NewKey> keys, Tombstones tombstones, Naming naming) {
        KeyImport work = new KeyImport(vault, tombstones, naming, clock.instant());
        return storage.inTransaction(transaction -> {
            KeyImport.Result result = work.run(transaction, keys);
            if (!result.added().isEmpty()) {
                transaction.afterCommit(() -> announce(BY_LOOKUP, result.added()));
            }
            return result.imported();
        });
    }

    /** Changes what a person says about a key; nothing when it is gone. */
    public void describe(long id, KeyTraits traits) {
        change(List.of(id), writes -> writes.describe(id, traits));
    }

    public void enable(Collection<Long> ids) {
        change(ids, writes -> writes.enable(ids));
    }

    public void disable(Collection<Long> ids) {
        change(ids, writes -> writes.disable(ids));
    }

    /** Forgets failures and refusals: the key is trusted as if it were new. */
    public void absolve(Collection<Long> ids) {
        change(ids, writes -> writes.absolve(ids));
    }

    /**
     * Puts keys into one Google project; an empty name gives each a project of its own.
     *
     * @throws IllegalArgumentException in one line when the name is too long
     */
    public void assign(Collection<Long> ids, String project) {
        KeyTraits named = new KeyTraits("", KeyKind.GEMINI, Optional.of(project), "");
        change(ids, writes -> writes.assign(ids, named.project()));
    }

    /** Says how many calls each of the keys may serve in a Pacific day from now on; what it has served today counts. */
    public void limit(Collection<Long> ids, DayLimit limit) {
        change(ids, writes -> writes.limit(ids, limit));
    }

    /**
     * Counts keys among groups, and no more among others; what else they are counted among stays.
     *
     * @throws IllegalArgumentException in one line when a key would have too many; then nothing is changed
     */
    public void tag(Collection<Long> ids, Tags added, Tags removed) {
        storage.write(transaction -> new KeyWrites(transaction, clock.instant()).tag(ids, added, removed));
    }

    private void change(Collection<Long> ids, Consumer<KeyWrites> work) {
        storage.write(transaction -> {
            work.accept(new KeyWrites(transaction, clock.instant()));
            transaction.afterCommit(() -> announce(BY_ID, ids));
        });
    }

    /**
     * Deletes keys and remembers their hashes, so that the environment does not bring them back. What was deleted can be
     * {@linkplain #restore brought back} for {@link #KEPT}.
     */
    public void delete(Collection<Long> ids) {
        delete(ids, clock.instant());
    }

    /** The same in one of several pieces, which are brought back together: they give the same moment. */
    public void delete(Collection<Long> ids, Instant together) {
        storage.write(transaction -> {
            List<Long> deleted = new KeyWrites(transaction, clock.instant()).delete(ids, together);
            transaction.afterCommit(() -> announceDeleted(deleted));
        });
    }

    /** The rows of what was deleted together. */
    public List<Long> discarded(Instant together) {
        return storage.inTransaction(transaction -> KeyBin.ids(transaction, together));
    }

    /** Brings deleted keys back as they were, with their history; those that somebody has added anew stay as they are. */
    public void restore(Collection<Long> ids) {
        change(ids, writes -> writes.restore(ids));
    }

    /** Forgets keys that were deleted too long ago, and of all others what is beyond the newest of their history. */
    public void tidy() {
        Instant now = clock.instant();
        storage.write(transaction -> {
            KeyHistory.forget(transaction, KeyBin.forgetOlder(transaction, now.minus(KEPT)));
            KeyHistory.forgetOld(transaction, now);
        });
        storage.write(KeyHistory::trim);
    }

    /** The rows of those that are there, in the order in which they were added. */
    public List<ApiKey> find(Collection<Long> ids) {
        return storage.read(em -> KeyRows.of(em, BY_ID, ids));
    }

    /** The key of a row; empty when it was sealed elsewhere. For an export that the administrator has proven to want. */
    public Optional<Secret> open(ApiKey row) {
        return ring.open(row).map(StoredKey::secret);
    }

    /** The row of one key; empty when it is gone. */
    public Optional<ApiKey> find(long id) {
        return storage.read(em -> Optional.ofNullable(em.find(ApiKey.class, id)));
    }

    /** What pages show besides single keys. */
    public KeyCatalogue catalogue() {
        return new KeyCatalogue(storage, search);
    }

    public KeyPage page(KeyQuery query) {
        return storage.read(em -> search.page(em, query));
    }

    /** The rows of all keys that fit, on whatever page, for what is done to all of them. */
    public List<Long> ids(KeyQuery query) {
        return storage.read(em -> search.ids(em, query));
    }

    public KeyCensus census() {
        return storage.read(search::standings).census();
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
        List<StoredKey> present = storage.read(em -> ring.open(KeyRows.of(em, rows, values)));
        tell(new Changed(present, List.of()));
    }

    /**
     * Tells the listeners of this desk what has changed since a moment, also on other nodes. Under the same lock, for an
     * older reading that is told of after a newer one would undo it.
     */
    public synchronized void tellSince(Instant moment) {
        tell(changedSince(moment));
    }

    private synchronized void announceDeleted(List<Long> ids) {
        tell(new Changed(List.of(), ids));
    }

    private void tell(Changed changed) {
        if (!changed.present().isEmpty() || !changed.deleted().isEmpty()) {
            listeners.forEach(listener -> listener.accept(changed));
        }
    }
}
