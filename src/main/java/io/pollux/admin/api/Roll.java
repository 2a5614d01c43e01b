package io.pollux.admin.api;

import io.pollux.keys.ApiKey;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What an answer says of many keys. They are read while the answer is being written, a few at a time: a hundred thousand of
 * them never stand in memory together.
 */
final class Roll<T> extends AbstractCollection<T> {
    private final Supplier<Stream<T>> lines;
    private final int size;

    /** @param size how many there were a moment ago; the lines are as many as there are when they are read */
    Roll(Supplier<Stream<T>> lines, int size) {
        this.lines = lines;
        this.size = size;
    }

    /** One line for each key. */
    static <T> Collection<T> of(Supplier<Stream<ApiKey>> keys, int size, Function<ApiKey, T> line) {
        return new Roll<>(() -> keys.get().map(line), size);
    }

    /** The same under the names of the keys. */
    static <T> Map<String, T> named(
            Supplier<Stream<ApiKey>> keys, int size, Function<ApiKey, String> name, Function<ApiKey, T> value) {
        Collection<Entry<String, T>> entries = of(keys, size, key -> Map.entry(name.apply(key), value.apply(key)));
        return new Named<>(entries);
    }

    @Override
    public Iterator<T> iterator() {
        return lines.get().iterator();
    }

    @Override
    public int size() {
        return size;
    }

    private static final class Named<T> extends AbstractMap<String, T> {
        private final Collection<Entry<String, T>> entries;

        Named(Collection<Entry<String, T>> entries) {
            this.entries = entries;
        }

        @Override
        public Set<Entry<String, T>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Entry<String, T>> iterator() {
                    return entries.iterator();
                }

                @Override
                public int size() {
                    return entries.size();
                }
            };
        }
    }
}
