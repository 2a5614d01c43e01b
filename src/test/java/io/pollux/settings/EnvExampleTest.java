package io.pollux.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code config/.env.example} and the settings say the same, both ways. */
class EnvExampleTest {
    private static final Pattern ENTRY = Pattern.compile("#([A-Z][A-Z0-9_]*)=(.*)");

    @Test
    void theFileNamesEverySettingAndNothingElse() {
        assertThat(entries().keySet())
                .containsExactlyElementsOf(
                        Settings.all().stream().map(Setting::name).toList());
    }

    @Test
    void theFileShowsEveryDefault() {
        Map<String, Entry> entries = entries();
        for (Setting<?> setting : Settings.all()) {
            assertThat(entries.get(setting.name()).value()).as(setting.name()).isEqualTo(shown(setting));
        }
    }

    @Test
    void theFileDescribesEverySetting() {
        Map<String, Entry> entries = entries();
        for (Setting<?> setting : Settings.all()) {
            assertThat(entries.get(setting.name()).line()).as(setting.name()).isEqualTo(described(setting));
        }
    }

    @Test
    void theFileWithoutItsMarksGivesTheDefaults() {
        Map<String, String> given = new LinkedHashMap<>();
        entries().forEach((name, entry) -> given.put(name, entry.value()));

        Settings settings = Environment.of(given).settings();

        for (Setting<?> setting : Settings.all()) {
            assertThat(settings.text(setting))
                    .as(setting.name())
                    .isEqualTo(Settings.defaults().text(setting));
        }
    }

    private static String described(Setting<?> setting) {
        return switch (setting.shape()) {
            case NUMBER, CHOICE -> "# " + setting.description() + " (" + setting.allowed() + ")";
            case TEXT, SECRET, FLAG, LIST, MAP -> "# " + setting.description();
        };
    }

    /** Lists of texts with commas, other JSON in quotes that a shell takes off. */
    private static String shown(Setting<?> setting) {
        String text = setting.standardText().orElse("");
        if (text.equals("[]") || text.equals("{}")) {
            return "";
        }
        if (setting.shape() == Shape.LIST && !text.contains("{")) {
            return text.substring(1, text.length() - 1).replace("\"", "");
        }
        return text.matches("[A-Za-z0-9_./:*,-]*") ? text : "'" + text + "'";
    }

    private static Map<String, Entry> entries() {
        Map<String, Entry> entries = new LinkedHashMap<>();
        String before = "";
        for (String line : lines()) {
            Matcher entry = ENTRY.matcher(line);
            if (entry.matches()) {
                assertThat(entries.put(entry.group(1), new Entry(before, entry.group(2))))
                        .as(entry.group(1) + " stands there twice")
                        .isNull();
            } else {
                assertThat(line).matches("|#( .*)?");
            }
            before = line;
        }
        return entries;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(Path.of("config/.env.example"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private record Entry(String line, String value) {}
}
