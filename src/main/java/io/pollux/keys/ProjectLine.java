package io.pollux.keys;

/**
 * How the keys of a named project stand, as far as the table knows.
 *
 * @param name of the project
 * @param keys how many it has
 * @param off switched off
 * @param refused switched on, and refused by Google
 * @param uses calls of all its keys
 * @param anyKey one of them
 */
public record ProjectLine(String name, long keys, long off, long refused, long uses, long anyKey) {
    /** Neither switched off nor refused; its project may be cooling. */
    public long inUse() {
        return keys - off - refused;
    }

    static ProjectLine of(Object[] row) {
        return new ProjectLine(
                (String) row[0], number(row[1]), number(row[2]), number(row[3]), number(row[4]), number(row[5]));
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }
}
