package io.pollux.settings;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What the process was started with: environment variables and, above them, system properties. Names count in any case;
 * an empty value counts as not given; quotes around a whole value, which some ways to load an env file leave there, are
 * taken off. Other gateways' names for the same thing are understood, see {@link Aliases}.
 */
public final class Environment {
    private final Map<String, String> values;
    private final Map<String, String> aliases;

    private Environment(Map<String, String> values) {
        Aliases resolved = Aliases.in(values);
        this.values = resolved.values();
        this.aliases = resolved.used();
    }

    public static Environment ofProcess() {
        Properties properties = System.getProperties();
        Map<String, String> values = new HashMap<>();
        System.getenv().forEach((name, value) -> put(values, name, value));
        properties.stringPropertyNames().forEach(name -> put(values, name, properties.getProperty(name, "")));
        return new Environment(values);
    }

    public static Environment of(Map<String, String> given) {
        Map<String, String> values = new HashMap<>();
        given.forEach((name, value) -> put(values, name, value));
        return new Environment(values);
    }

    /** The text given under this name, whatever it means. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name.toUpperCase(Locale.ROOT)));
    }

    /**
     * The defaults, and above them what is given: all that can be known before the database is open.
     *
     * @throws BadSetting at the first value that cannot be right
     */
    public Settings settings() {
        Settings settings = Settings.defaults();
        for (Setting<?> setting : Settings.all()) {
            settings = with(settings, setting);
        }
        return settings;
    }

    boolean gives(Setting<?> setting) {
        return values.containsKey(setting.name());
    }

    private <T> Settings with(Settings settings, Setting<T> setting) {
        return value(setting.name())
                .map(text -> settings.with(setting, parsed(setting, text)))
                .orElse(settings);
    }

    private <T> T parsed(Setting<T> setting, String text) {
        try {
            return setting.parse(text);
        } catch (BadSetting bad) {
            String alias = aliases.get(setting.name());
            throw alias == null ? bad : bad.adding(" (given as " + alias + ")");
        }
    }

    private static void put(Map<String, String> values, String name, String value) {
        String text = unquoted(value.strip());
        if (!text.isEmpty()) {
            values.put(name.toUpperCase(Locale.ROOT), text);
        }
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2
                && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                && text.charAt(0) == text.charAt(text.length() - 1);
        return quoted ? text.substring(1, text.length() - 1).strip() : text;
    }
}
