package io.pollux.admin.config;

import io.pollux.settings.Setting;
import io.pollux.settings.Settings;
import java.util.Map;
import java.util.Set;

/** What a setting is edited with on the page. */
enum Editor {
    SWITCH,
    NUMBER,
    CHOICE,
    TEXT,
    ZONE,
    SECRET,
    LIST,
    TOKENS,
    PROXIES,
    MODEL,
    MODELS,
    HEADERS,
    BUDGETS,
    LIMITS,
    SAFETY;

    private static final Map<Setting<?>, Editor> SPECIAL = Map.of(
            Settings.TIMEZONE, ZONE,
            Settings.ALLOWED_TOKENS, TOKENS,
            Settings.PROXIES, PROXIES,
            Settings.CUSTOM_HEADERS, HEADERS,
            Settings.THINKING_BUDGET_MAP, BUDGETS,
            Settings.POLLUX_QUOTA_LIMITS, LIMITS,
            Settings.SAFETY_SETTINGS, SAFETY);

    private static final Set<Setting<?>> OF_MODELS = Set.of(
            Settings.TEST_MODEL,
            Settings.TTS_MODEL,
            Settings.CREATE_IMAGE_MODEL,
            Settings.IMAGE_MODELS,
            Settings.SEARCH_MODELS,
            Settings.FILTERED_MODELS,
            Settings.URL_CONTEXT_MODELS,
            Settings.THINKING_MODELS);

    static Editor of(Setting<?> setting) {
        if (SPECIAL.containsKey(setting)) {
            return SPECIAL.get(setting);
        }
        boolean models = OF_MODELS.contains(setting);
        return switch (setting.shape()) {
            case FLAG -> SWITCH;
            case NUMBER -> NUMBER;
            case CHOICE -> CHOICE;
            case SECRET -> SECRET;
            case LIST -> models ? MODELS : LIST;
            case TEXT, MAP -> models ? MODEL : TEXT;
        };
    }
}
