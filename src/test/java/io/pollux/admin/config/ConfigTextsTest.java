package io.pollux.admin.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.admin.Texts;
import io.pollux.settings.Group;
import io.pollux.settings.Setting;
import io.pollux.settings.SettingView.Hold;
import io.pollux.settings.Settings;
import io.pollux.settings.Shape;
import io.pollux.settings.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The configuration page has words for everything, and none too many. */
class ConfigTextsTest {
    private static final ResourceBundle TEXTS = ResourceBundle.getBundle(Texts.BUNDLE, Locale.ROOT);

    @Test
    void everySettingIsDescribedAndNothingElse() {
        assertThat(under("setting."))
                .containsExactlyInAnyOrderElementsOf(
                        Settings.all().stream().map(Setting::name).toList());
        assertThat(Settings.all()).allSatisfy(setting -> assertThat(TEXTS.getString("setting." + setting.name()))
                .as(setting.name())
                .hasSizeGreaterThan(10));
    }

    @Test
    void everyGroupSourceAndLockHasItsWords() {
        assertThat(under("config.group.")).containsExactlyInAnyOrderElementsOf(names(Group.values()));
        assertThat(under("config.source.")).containsExactlyInAnyOrderElementsOf(names(Source.values()));
        Set<String> locks = names(Hold.values());
        locks.remove("NONE");
        assertThat(under("config.hold.")).containsExactlyInAnyOrderElementsOf(locks);
    }

    @Test
    void everyWordThatTheScriptSaysIsThere() throws IOException {
        String script = Files.readString(Path.of("src/main/webapp/resources/pollux/config.js"));
        Set<String> said = Pattern.compile("say\\('([a-z.]+)'")
                .matcher(script)
                .results()
                .map(found -> found.group(1))
                .filter(name -> !name.endsWith("."))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(said).hasSizeGreaterThan(20);
        assertThat(under("config.js.")).containsAll(said);
        assertThat(under("config.js."))
                .contains("unit.seconds", "unit.hours", "unit.days", "saved", "same", "reverted");
    }

    @Test
    void everySettingHasAnEditorThatFitsItsShape() {
        for (Setting<?> setting : Settings.all()) {
            Editor editor = Editor.of(setting);
            if (setting.shape() == Shape.NUMBER) {
                assertThat(setting.bounds()).as(setting.name()).isPresent();
                assertThat(editor).isEqualTo(Editor.NUMBER);
            }
            if (setting.shape() == Shape.CHOICE) {
                assertThat(setting.choices()).as(setting.name()).hasSizeGreaterThan(1);
            }
            if (setting.shape() == Shape.MAP || setting.shape() == Shape.LIST) {
                assertThat(editor).as(setting.name()).isNotEqualTo(Editor.TEXT);
            }
        }
    }

    private static Set<String> under(String prefix) {
        return TEXTS.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
