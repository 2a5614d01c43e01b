package io.pollux.admin.config;

import io.pollux.admin.Texts;
import io.pollux.settings.Allowed;
import io.pollux.settings.Allowed.Rule;
import io.pollux.settings.BadSetting;
import io.pollux.settings.Flaw;
import io.pollux.settings.Setting;
import io.pollux.settings.Settings;
import java.util.Locale;

/** Says in the reader's language why a setting does not take a value, and what it would take. */
record FaultWords(Locale language) {
    String of(BadSetting bad) {
        Flaw flaw = bad.flaw();
        String why = say("config.flaw." + flaw);
        if (flaw.ofSetting()) {
            return say("config.fault.setting", bad.setting(), why);
        }
        return Settings.named(bad.setting())
                .map(setting -> say("config.fault", setting.name(), value(setting, bad), why, allowed(setting.rule())))
                .orElseGet(() -> say("config.fault.setting", bad.setting(), why));
    }

    private String value(Setting<?> setting, BadSetting bad) {
        return setting.secret() ? say("config.fault.hidden") : say("config.fault.value", bad.value());
    }

    /** The words of a choice are the same in every language. */
    private String allowed(Allowed allowed) {
        return allowed.rule() == Rule.CHOICE
                ? allowed.words()
                : say("config.allowed." + allowed.rule(), allowed.parts().toArray());
    }

    private String say(String name, Object... parts) {
        return Texts.say(language, name, parts);
    }
}
