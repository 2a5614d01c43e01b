package io.pollux.settings;

import io.pollux.settings.SettingView.Hold;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        Setting<?> setting = Settings.named(name).orElseThrow(() -> BadSetting.of(name, Flaw.UNKNOWN));
        Optional<Flaw> held =
                switch (hold(setting)) {
                    case NONE -> Optional.empty();
                    case ENVIRONMENT_ONLY -> Optional.of(Flaw.ENVIRONMENT_ONLY);
                    case ENVIRONMENT_WINS -> Optional.of(Flaw.ENVIRONMENT_WINS);
                    case ELSEWHERE -> Optional.of(Flaw.ELSEWHERE);
                };
        if (held.isPresent()) {
            throw BadSetting.of(name, held.get());
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
