package io.pollux.admin.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.admin.Texts;
import io.pollux.settings.Allowed.Rule;
import io.pollux.settings.BadSetting;
import io.pollux.settings.Flaw;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The configuration page has words for everything, and none too many. */
class ConfigTextsTest {
    private static final ResourceBundle TEXTS = ResourceBundle.getBundle(Texts.BUNDLE, Locale.ROOT);

    private static final List<String> WRONG = List.of(
            "",
            "perhaps",
            "2.5",
            "-7",
            "99999999999",
            "ftp://here",
            "http://exa mple",
            "Mars/North",
            "(",
            "[1, 2",
            "[{}]",
            "{\"a\": {\"rpm\": 0}}",
            "{\"a\": {\"often\": 1}}",
            "{\"a\": null}",
            "{\"a\": 2}",
            "{\"a\": 99999}",
            "[\"gopher://x\"]",
            "[{\"category\": \"x\"}]",
            "{}{");

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

    @Test
    void everyReasonAndEveryRuleHasItsWords() {
        assertThat(under("config.flaw.")).containsExactlyInAnyOrderElementsOf(names(Flaw.values()));
        Set<String> rules = names(Rule.values());
        rules.remove(Rule.CHOICE.name());
        assertThat(under("config.allowed.")).containsExactlyInAnyOrderElementsOf(rules);
    }

    /** In every language: nothing of what the settings refuse is said in English only. */
    @Test
    void everyRefusalOfEverySettingIsSaidInTheReadersLanguage() {
        Set<Flaw> met = EnumSet.noneOf(Flaw.class);
        for (Setting<?> setting : Settings.all()) {
            for (String text : WRONG) {
                refusal(setting, text).ifPresent(bad -> {
                    met.add(bad.flaw());
                    String english = new FaultWords(Locale.ENGLISH).of(bad);
                    String chinese = new FaultWords(Locale.CHINESE).of(bad);
                    assertThat(english).isEqualTo(bad.getMessage());
                    assertThat(chinese)
                            .startsWith(setting.name() + "：")
                            .contains(setting.secret() ? "不显示" : bad.value(), "可填")
                            .doesNotContain("allowed", "{0}", "{1}", bad.flaw().toString());
                });
            }
        }
        assertThat(met).doesNotContain(Flaw.UNFIT).hasSizeGreaterThan(18);
    }

    private static Optional<BadSetting> refusal(Setting<?> setting, String text) {
        try {
            setting.parse(text);
            return Optional.empty();
        } catch (BadSetting bad) {
            return Optional.of(bad);
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
