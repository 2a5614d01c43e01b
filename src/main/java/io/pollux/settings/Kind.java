package io.pollux.settings;

import java.util.function.Function;

/**
 * How values of one type are read and written.
 *
 * @param allowed ends the sentence "allowed: ..."
 * @param reader throws IllegalArgumentException with the reason as a half sentence ("is not a whole number"), without
 *     the text itself, which may be secret
 */
record Kind<T>(Shape shape, String allowed, Function<String, T> reader, Function<T, String> writer) {}
