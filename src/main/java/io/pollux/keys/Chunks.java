package io.pollux.keys;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Cuts what may be long into pieces that fit into one statement. */
final class Chunks {
    static final int SIZE = 500;

    private Chunks() {}

    static <T> List<List<T>> of(Collection<T> all) {
        List<T> list = List.copyOf(all);
        List<List<T>> chunks = new ArrayList<>();
        for (int start = 0; start < list.size(); start += SIZE) {
            chunks.add(list.subList(start, Math.min(start + SIZE, list.size())));
        }
        return chunks;
    }
}
