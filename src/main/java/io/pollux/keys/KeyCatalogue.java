package io.pollux.keys;

import io.pollux.exchange.Secret;
import io.pollux.storage.Storage;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The key table seen as a whole, and the history of single keys: what pages show besides {@link KeyDesk#page}. */
public final class KeyCatalogue {
    private static final String MASKED = "SELECT k FROM ApiKey k WHERE k.masked IN :values ORDER BY k.id";
    private static final String ALIKE = "SELECT k.masked FROM ApiKey k GROUP BY k.masked HAVING COUNT(k) > 1";
    private static final int MANY = 5_000;
    private static final int WALK = Spliterator.ORDERED | Spliterator.NONNULL;

    private final Storage storage;
    private final KeySearch search;

    KeyCatalogue(Storage storage, KeySearch search) {
        this.storage = storage;
        this.search = search;
    }

    /** How many keys fit, whatever the page. */
    public long count(KeyQuery query) {
        return storage.read(em -> search.count(em, query));
    }

    /**
     * All keys that fit, in the order they were added, whatever the page and the sort of the query. They are read a few at
     * a time while somebody goes through them, and none is kept: there may be any number.
     */
    public Stream<ApiKey> walk(KeyQuery query) {
        KeyWalk walk = new KeyWalk((row, size) -> storage.read(em -> search.after(em, query, row, size)));
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(walk, WALK), false);
    }

    /** Which of these whole keys are there. Many are found faster by one look at all than each by itself. */
    public Map<Secret, ApiKey> whole(Collection<Secret> secrets) {
        return search.whole(
                secrets,
                lookups -> lookups.size() > MANY
                        ? walk(KeyQuery.all(MANY))
                        : storage.read(em -> KeyRows.of(em, KeyDesk.BY_LOOKUP, lookups)).stream());
    }

    /** Those that are masked like this, in the order they were added. */
    public List<ApiKey> masked(Collection<String> forms) {
        return storage.read(em -> KeyRows.of(em, MASKED, forms));
    }

    /** Masked forms that several keys share. */
    public Set<String> alike() {
        return storage.read(em -> Set.copyOf(em.createQuery(ALIKE, String.class).getResultList()));
    }

    /** The rows of a page without their number on all pages. */
    public List<ApiKey> rows(KeyQuery query) {
        return storage.read(em -> search.rows(em, query));
    }

    /** How all of them stand, and which need somebody. */
    public KeyStandings standings() {
        return storage.read(search::standings);
    }

    /** Named projects, and how their keys stand. */
    public ProjectPage projects(ProjectQuery query) {
        return storage.read(em -> search.projects(em, query));
    }

    /** What keys have served in the Pacific day under way, by project; {@link KeyQuery#NO_PROJECT} for those without. */
    public Map<String, ProjectDay> days(Instant now) {
        return storage.inTransaction(transaction -> ProjectDays.read(transaction, now));
    }

    /** The operator's words for groups of keys, as far as they are in use, in alphabetical order. */
    public List<String> tags() {
        return storage.read(search::tags);
    }

    /** What became of a key and of the project that it belongs to, the newest first; also of a deleted one, for a while. */
    public List<KeyEvent> history(long id) {
        return storage.inTransaction(transaction -> KeyHistory.read(
                transaction,
                id,
                Optional.ofNullable(transaction.em().find(ApiKey.class, id))
                        .map(KeyRing::scope)
                        .orElse("")));
    }

    /** What was deleted and can still be brought back, the latest first. */
    public List<Discarded> discarded(int atMost) {
        return storage.inTransaction(transaction -> KeyBin.batches(transaction, atMost));
    }
}
