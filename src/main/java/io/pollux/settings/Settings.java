package io.pollux.settings;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * All settings at one moment. Immutable; a change makes another one, so whoever needs values that fit together takes one
 * snapshot and reads them all from it.
 *
 * <p>The constants are written down by duty in the interfaces that this class has as parents and are used as
 * {@code Settings.MAX_RETRIES}. {@link #get} is an array read.
 */
public final class Settings
        implements StartSettings,
                AccessSettings,
                KeySettings,
                CallSettings,
                ModelSettings,
                StreamSettings,
                MediaSettings,
                RecordSettings {
    private static final List<Setting<?>> ALL = constants();
    private static final Map<String, Setting<?>> BY_NAME = byName();
    private static final Settings DEFAULTS = new Settings(standards());

    private final Object[] values;

    private Settings(Object[] values) {
        this.values = values;
    }

    /** Every setting, in the order of {@code .env.example}. */
    public static List<Setting<?>> all() {
        return ALL;
    }

    /** Finds a setting by its name in any case. */
    public static Optional<Setting<?>> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toUpperCase(Locale.ROOT)));
    }

    public static Settings defaults() {
        return DEFAULTS;
    }

    @SuppressWarnings("unchecked") // with() is the only writer and takes a T for a Setting<T>
    public <T> T get(Setting<T> setting) {
        return (T) values[setting.place()];
    }

    /** The same settings but for one. */
    public <T> Settings with(Setting<T> setting, T value) {
        Object[] changed = values.clone();
        changed[setting.place()] = value;
        return new Settings(changed);
    }

    /** The value as text, as t_settings and the environment hold it. Reveals secrets. */
    <T> String text(Setting<T> setting) {
        return setting.write(get(setting));
    }

    /** Names only: a snapshot holds secrets. */
    @Override
    public String toString() {
        return "Settings" + ALL;
    }

    private static List<Setting<?>> constants() {
        List<Setting<?>> found = new ArrayList<>();
        for (Field field : Settings.class.getFields()) {
            if (field.getType() == Setting.class && Modifier.isStatic(field.getModifiers())) {
                found.add(constant(field));
            }
        }
        found.sort(Comparator.<Setting<?>, Group>comparing(Setting::group).thenComparing(Setting::place));
        return List.copyOf(found);
    }

    private static Setting<?> constant(Field field) {
        try {
            return (Setting<?>) field.get(null);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, Setting<?>> byName() {
        Map<String, Setting<?>> byName = new LinkedHashMap<>();
        ALL.forEach(setting -> byName.put(setting.name(), setting));
        return Map.copyOf(byName);
    }

    private static Object[] standards() {
        Object[] standards = new Object[Setting.places()];
        ALL.forEach(setting -> standards[setting.place()] = setting.standard());
        return standards;
    }
}
