package io.pollux.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What defaults, environment and t_settings come to together. The database is above the environment, or below it with
 * POLLUX_ENVIRONMENT_WINS. A row that is unknown or cannot be right changes nothing and is reported.
 */
final class Blend {
    /** gemini-balance's page wrote this word for "no value". */
    private static final String NOTHING = "None";

    private final Environment environment;
    private final Cover cover;
    private final Map<Setting<?>, Source> sources = new HashMap<>();
    private final List<String> oddities = new ArrayList<>();
    private final List<String> overruled = new ArrayList<>();
    private Settings settings;

    private Blend(Environment environment, Cover cover) {
        this.environment = environment;
        this.cover = cover;
        this.settings = environment.settings();
    }

    static Blend of(Environment environment, Cover cover, Map<String, String> rows) {
        Blend blend = new Blend(environment, cover);
        for (Setting<?> setting : Settings.all()) {
            if (environment.gives(setting)) {
                blend.sources.put(setting, Source.ENVIRONMENT);
            }
        }
        rows.forEach(blend::add);
        return blend;
    }

    Settings settings() {
        return settings;
    }

    Source source(Setting<?> setting) {
        return sources.getOrDefault(setting, Source.DEFAULT);
    }

    /** One line for each row that is not used. */
    List<String> oddities() {
        return oddities;
    }

    /** Settings that the environment gives and the database overrules with another value. */
    List<String> overruled() {
        return overruled;
    }

    private void add(String name, String text) {
        Optional<Setting<?>> known = Settings.named(name);
        if (known.isPresent()) {
            add(known.get(), text);
        } else if (!name.equals(Rows.SEALED)) {
            oddities.add(name + ": no setting of Pollux; the row is kept and not used");
        }
    }

    private <T> void add(Setting<T> setting, String text) {
        if (setting.scope() == Setting.Scope.ENVIRONMENT) {
            return;
        }
        try {
            String plain = cover.take(setting.name(), text).strip();
            if (plain.isEmpty() || plain.equals(NOTHING)) {
                addNothing(setting);
            } else {
                take(setting, setting.parse(plain));
            }
        } catch (BadSetting bad) {
            oddities.add(bad.getMessage() + "; the row is kept and not used");
        } catch (IllegalArgumentException foreign) {
            oddities.add(setting.name() + ": is sealed under another master key; the row is kept and not used");
        }
    }

    /** An empty text is a value where the type has one; elsewhere nobody has chosen yet. */
    private <T> void addNothing(Setting<T> setting) {
        if (setting.scope() != Setting.Scope.HANDED_OVER) {
            setting.parsed("").ifPresent(value -> take(setting, value));
        }
    }

    private <T> void take(Setting<T> setting, T value) {
        boolean both = environment.gives(setting);
        if (setting.scope() == Setting.Scope.HANDED_OVER && both && value instanceof List<?> rows) {
            settings = settings.with(setting, united(rows, settings.get(setting)));
            return;
        }
        if (both && settings.get(Settings.POLLUX_ENVIRONMENT_WINS)) {
            return;
        }
        if (both && !value.equals(settings.get(setting))) {
            overruled.add(setting.name());
        }
        settings = settings.with(setting, value);
        sources.put(setting, Source.DATABASE);
    }

    /** Keys are only ever added, so both lists count. */
    @SuppressWarnings("unchecked")
    private static <T> T united(List<?> rows, T environment) {
        Set<Object> all = new LinkedHashSet<>(rows);
        all.addAll((List<?>) environment);
        return (T) List.copyOf(all);
    }
}
