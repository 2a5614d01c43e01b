package io.pollux.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody wants changed, all of it or nothing.
 *
 * @param who is told to others and stands in the history
 * @param wishes name to the new value as text; an empty one for the value that counts when none is stored
 * @param seen name to the version ({@link SettingView#version}) that the editor had before him; without it the wish
 *     counts whatever others have done meanwhile
 */
public record Edit(String who, Map<String, Optional<String>> wishes, Map<String, String> seen) {
    public Edit {
        wishes = Collections.unmodifiableMap(new LinkedHashMap<>(wishes));
        seen = Map.copyOf(seen);
    }

    public static Edit by(String who) {
        return new Edit(who, Map.of(), Map.of());
    }

    /** A secret is given anew, or by its mask: then it stays what it is. */
    public Edit set(String name, String text) {
        return new Edit(who, and(wishes, name, Optional.of(text)), seen);
    }

    /** Nothing is to be stored: the environment's value counts, or else the default. */
    public Edit reset(String name) {
        return new Edit(who, and(wishes, name, Optional.empty()), seen);
    }

    public Edit seen(String name, String version) {
        return new Edit(who, wishes, and(seen, name, version));
    }

    private static <V> Map<String, V> and(Map<String, V> all, String name, V value) {
        Map<String, V> more = new LinkedHashMap<>(all);
        more.put(name.toUpperCase(Locale.ROOT), value);
        return more;
    }
}
