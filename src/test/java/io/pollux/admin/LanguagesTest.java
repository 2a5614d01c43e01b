package io.pollux.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every language says everything, and a reader is answered in the right one. */
class LanguagesTest {
    private static final ResourceBundle ENGLISH = ResourceBundle.getBundle(Texts.BUNDLE, Locale.ENGLISH);
    private static final Pattern PART = Pattern.compile("\\{(\\w+)");
    private static final Set<String> PARTS_OF_PRIMEFACES = Set.of("startRecord", "endRecord", "totalRecords");

    static Stream<Locale> others() {
        return Languages.all().spoken().stream().filter(language -> !language.equals(Locale.ENGLISH));
    }

    @Test
    void englishAndChineseAreSpoken() {
        assertThat(Languages.all().spoken()).startsWith(Locale.ENGLISH).contains(Locale.CHINESE);
    }

    @ParameterizedTest
    @MethodSource("others")
    void everyTextIsTranslated(Locale language) throws IOException {
        assertThat(own(language)).containsExactlyInAnyOrderElementsOf(new TreeSet<>(ENGLISH.keySet()));
    }

    @ParameterizedTest
    @MethodSource("others")
    void translationsHaveTheSameParts(Locale language) {
        ResourceBundle texts = ResourceBundle.getBundle(Texts.BUNDLE, language);

        assertThat(ENGLISH.keySet())
                .allSatisfy(name ->
                        assertThat(parts(texts.getString(name))).as(name).isEqualTo(parts(ENGLISH.getString(name))));
    }

    @ParameterizedTest
    @MethodSource("others")
    void translationsWithPartsAreMessageFormats(Locale language) {
        ResourceBundle texts = ResourceBundle.getBundle(Texts.BUNDLE, language);

        assertThat(ENGLISH.keySet().stream()
                        .filter(name -> !parts(ENGLISH.getString(name)).isEmpty())
                        .filter(name -> PARTS_OF_PRIMEFACES.stream().noneMatch(ENGLISH.getString(name)::contains)))
                .isNotEmpty()
                .allSatisfy(name -> {
                    String words = texts.getString(name);
                    assertThat(words.replace("''", "")).as(name).doesNotContain("'");
                    assertThat(new MessageFormat(words, language).format(new Object[] {7, 8, 9, 10, 11, 12}))
                            .as(name)
                            .doesNotContain("{", "}");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "zh-CN,zh;q=0.9,en;q=0.8 | zh",
                "zh-Hans-CN              | zh",
                "zh-TW                   | zh",
                "ZH                      | zh",
                "fr,zh;q=0.5,en;q=0.4    | zh",
                "en-GB,zh;q=0.5          | en",
                "fr                      | en",
                "*                       | en",
                "none                    | en",
                "zh;q=much, <script>     | en",
                "''                      | en"
            })
    void readerIsAnsweredInTheLanguageTheBrowserAsksFor(String accepted, String language) {
        assertThat(Languages.all().wanted(accepted)).isEqualTo(Locale.forLanguageTag(language));
    }

    @Test
    void englishReaderIsAnsweredInEnglishEvenByAJavaThatIsChinese() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.CHINA);
            ResourceBundle.clearCache();
            assertThat(Texts.say(Locale.ENGLISH, "keys.title")).isEqualTo("Keys");
        } finally {
            Locale.setDefault(before);
            ResourceBundle.clearCache();
        }
    }

    @Test
    void oneFileMakesALanguage(@TempDir Path classes) throws IOException {
        Path file = classes.resolve(Texts.BUNDLE.replace('.', '/') + "_pt_BR.properties");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "language = Português\n");
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            Languages languages = Languages.of(loader);

            assertThat(languages.spoken()).contains(Locale.ENGLISH, Locale.CHINESE, Locale.forLanguageTag("pt-BR"));
            assertThat(languages.wanted("pt-BR,pt;q=0.9,en;q=0.5")).isEqualTo(Locale.forLanguageTag("pt-BR"));
        }
    }

    /** Without what it would take from English. */
    private static Set<String> own(Locale language) throws IOException {
        String file = "/" + Texts.BUNDLE.replace('.', '/') + "_" + language + ".properties";
        Properties texts = new Properties();
        try (Reader in = new InputStreamReader(LanguagesTest.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            texts.load(in);
        }
        return texts.stringPropertyNames();
    }

    private static Set<String> parts(String words) {
        return PART.matcher(words).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }
}
