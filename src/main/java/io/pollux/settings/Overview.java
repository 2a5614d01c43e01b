package io.pollux.settings;

import io.pollux.settings.SettingView.Hold;
import java.util.List;
import java.util.Map;

/** All settings as they may be shown, at one moment. */
record Overview(Environment environment, Cover cover, Blend blend, Map<String, String> texts) {
    List<SettingView> views() {
        Settings basis = environment.settings();
        return Settings.all().stream()
                .<SettingView>map(setting -> view(setting, basis))
                .toList();
    }

    private SettingView view(Setting<?> setting, Settings basis) {
        Hold hold = hold(setting);
        boolean elsewhere = hold == Hold.ELSEWHERE;
        return new SettingView(
                setting,
                elsewhere ? "" : Mask.show(setting, blend.settings().text(setting)),
                blend.source(setting),
                texts.containsKey(setting.name()),
                elsewhere ? "" : Mask.show(setting, basis.text(setting)),
                hold,
                cover.version(setting.name(), texts.get(setting.name())));
    }

    /** @throws BadSetting when there is no such setting, or it cannot be changed */
    Setting<?> changeable(String name) {
        Setting<?> setting =
                Settings.named(name).orElseThrow(() -> new BadSetting(name, name + ": there is no such setting"));
        String why =
                switch (hold(setting)) {
                    case NONE -> "";
                    case ENVIRONMENT_ONLY -> "is read from the environment only";
                    case ENVIRONMENT_WINS -> "is given by the environment, which wins here";
                    case ELSEWHERE -> "is kept elsewhere since the first start";
                };
        if (!why.isEmpty()) {
            throw new BadSetting(name, name + ": cannot be changed here, it " + why);
        }
        return setting;
    }

    Hold hold(Setting<?> setting) {
        return switch (setting.scope()) {
            case ENVIRONMENT -> Hold.ENVIRONMENT_ONLY;
            case HANDED_OVER -> Hold.ELSEWHERE;
            case LIVE, AT_START -> locked(setting) ? Hold.ENVIRONMENT_WINS : Hold.NONE;
        };
    }

    private boolean locked(Setting<?> setting) {
        return environment.gives(setting) && blend.settings().get(Settings.POLLUX_ENVIRONMENT_WINS);
    }
}
