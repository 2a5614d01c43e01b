package io.pollux.settings;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How values of one type are read and written.
 *
 * @param allowed what may be written
 * @param reader throws {@link Misfit} with the reason, without the text itself, which may be secret
 * @param choices all values there are; none where there are too many to name
 * @param bounds of a number
 */
record Kind<T>(
        Shape shape,
        Allowed allowed,
        Function<String, T> reader,
        Function<T, String> writer,
        List<String> choices,
        Optional<Bounds> bounds) {

    Kind(Shape shape, Allowed allowed, Function<String, T> reader, Function<T, String> writer) {
        this(shape, allowed, reader, writer, List.of(), Optional.empty());
    }

    Kind<T> within(Bounds limits) {
        return new Kind<>(shape, allowed, reader, writer, choices, Optional.of(limits));
    }

    Kind<T> outOf(List<String> words) {
        return new Kind<>(shape, allowed, reader, writer, words, bounds);
    }
}
