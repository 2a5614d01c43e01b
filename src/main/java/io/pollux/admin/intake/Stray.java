package io.pollux.admin.intake;

/**
 * Something that stands where a key might have been meant, and is none.
 *
 * @param line as of a {@link Find}
 * @param masked what it is, as far as may be shown: it may be a secret of another kind
 */
record Stray(int line, String masked) {}
