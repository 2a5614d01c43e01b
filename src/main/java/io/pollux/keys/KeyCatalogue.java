package io.pollux.keys;

import io.pollux.storage.Storage;
import java.util.List;
import java.util.Optional;

/** The key table seen as a whole, and the history of single keys: what pages show besides {@link KeyDesk#page}. */
public final class KeyCatalogue {
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

    /** Keys that need somebody. */
    public KeyWorries worries() {
        return storage.read(search::worries);
    }

    /** Named projects, and how their keys stand. */
    public ProjectPage projects(ProjectQuery query) {
        return storage.read(em -> search.projects(em, query));
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
