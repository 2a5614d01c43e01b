package io.pollux.settings;

/** Values as they lie in t_settings: plain, or sealed behind a prefix that tells them apart. */
record Cover(Sealer sealer) {
    private static final String PREFIX = "pollux-sealed:";
    private static final String NO_ROW = "none";

    boolean covers(String value) {
        return value.startsWith(PREFIX);
    }

    String put(String name, String plain) {
        return PREFIX + sealer.seal(place(name), plain);
    }

    /** @throws IllegalArgumentException when it cannot be opened */
    String take(String name, String value) {
        return covers(value) ? sealer.open(place(name), value.substring(PREFIX.length())) : value;
    }

    /**
     * Another one whenever the row holds something else: what an editor has seen, without the text itself.
     *
     * @param value null when there is no row
     */
    String version(String name, String value) {
        return value == null ? NO_ROW : sealer.mark(place(name), value).substring(0, 16);
    }

    private static String place(String name) {
        return "t_settings/" + name;
    }
}
