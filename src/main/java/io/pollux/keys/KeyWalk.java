package io.pollux.keys;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Goes through keys in the order they were added, of which it has a few in hand at a time. A key that comes or goes
 * meanwhile may be met or not; none is met twice.
 */
final class KeyWalk implements Iterator<ApiKey> {
    private static final int PIECE = 1_000;

    private final Reader reader;
    private Iterator<ApiKey> piece = Collections.emptyIterator();
    private long last;
    private boolean read;

    KeyWalk(Reader reader) {
        this.reader = reader;
    }

    /** Where the keys are. */
    interface Reader {
        /** Those after a row, so many at most. */
        List<ApiKey> after(long row, int size);
    }

    @Override
    public boolean hasNext() {
        if (!piece.hasNext() && !read) {
            List<ApiKey> rows = reader.after(last, PIECE);
            read = rows.size() < PIECE;
            piece = rows.iterator();
        }
        return piece.hasNext();
    }

    @Override
    public ApiKey next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        ApiKey key = piece.next();
        last = key.getId();
        return key;
    }
}
