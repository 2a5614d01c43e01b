package io.pollux;

import io.pollux.dialect.Preferences;
import io.pollux.settings.SafetyRule;
import io.pollux.settings.Settings;
import java.util.Set;
import java.util.function.Supplier;

/** Puts the settings that shape requests and answers into the dialects' words; anew only when the settings change. */
final class Taste implements Supplier<Preferences> {
    private final Supplier<Settings> settings;
    private volatile Known known;

    Taste(Supplier<Settings> settings) {
        this.settings = settings;
        this.known = Known.of(settings.get());
    }

    @Override
    public Preferences get() {
        Settings now = settings.get();
        Known seen = known;
        if (seen.settings != now) {
            seen = Known.of(now);
            known = seen;
        }
        return seen.preferences;
    }

    private record Known(Settings settings, Preferences preferences) {
        static Known of(Settings settings) {
            return new Known(
                    settings,
                    new Preferences(
                            models(settings),
                            thinking(settings),
                            tools(settings),
                            safety(settings),
                            answers(settings),
                            conversations(settings)));
        }
    }

    private static Preferences.Models models(Settings settings) {
        return new Preferences.Models(
                Set.copyOf(settings.get(Settings.SEARCH_MODELS)),
                Set.copyOf(settings.get(Settings.IMAGE_MODELS)),
                Set.copyOf(settings.get(Settings.THINKING_MODELS)),
                Set.copyOf(settings.get(Settings.FILTERED_MODELS)));
    }

    private static Preferences.Thinking thinking(Settings settings) {
        return new Preferences.Thinking(
                settings.get(Settings.THINKING_BUDGET_MAP), settings.get(Settings.SHOW_THINKING_PROCESS));
    }

    private static Preferences.Tools tools(Settings settings) {
        return new Preferences.Tools(
                settings.get(Settings.TOOLS_CODE_EXECUTION_ENABLED),
                settings.get(Settings.URL_CONTEXT_ENABLED),
                Set.copyOf(settings.get(Settings.URL_CONTEXT_MODELS)));
    }

    private static Preferences.Safety safety(Settings settings) {
        return new Preferences.Safety(
                settings.get(Settings.SAFETY_SETTINGS).stream().map(Taste::line).toList(),
                settings.get(Settings.POLLUX_CLIENT_SAFETY_WINS)
                        ? Preferences.Priority.CLIENT
                        : Preferences.Priority.OPERATOR);
    }

    private static Preferences.SafetySetting line(SafetyRule rule) {
        return new Preferences.SafetySetting(rule.category(), rule.threshold());
    }

    private static Preferences.Conversations conversations(Settings settings) {
        return settings.get(Settings.POLLUX_KEY_STRATEGY).equals("sticky")
                ? Preferences.Conversations.KNOWN
                : Preferences.Conversations.IGNORED;
    }

    private static Preferences.Answers answers(Settings settings) {
        return new Preferences.Answers(
                settings.get(Settings.SHOW_SEARCH_LINK),
                settings.get(Settings.POLLUX_OLD_SAMPLING),
                settings.get(Settings.POLLUX_SEARCH_LINK_HEADING));
    }
}
