package io.pollux.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.exchange.Ending;
import io.pollux.exchange.Failure;
import io.pollux.exchange.Failure.Refusal;
import io.pollux.exchange.KeyKind;
import io.pollux.housekeeping.Verdict;
import io.pollux.keys.Imported.Outcome;
import io.pollux.keys.KeyQuery.State;
import io.pollux.pool.Standing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no compiler looks after: descriptors, texts and markup. */
class PageFilesTest {
    private static final Path PAGES = Path.of("src/main/webapp");
    private static final String DESCRIPTOR = read(PAGES.resolve("WEB-INF/web.xml"));
    private static final String TOMCATS = read(Path.of("config/tomcat/web.xml"));
    private static final Set<String> TEXTS =
            ResourceBundle.getBundle(Texts.BUNDLE, Locale.ROOT).keySet();

    @Test
    void tomcatsDescriptorIsTheOtherOneAndMore() {
        List<String> more = List.of(
                "(?s)<context-param>\\s*<param-name>org.jboss.weld.*?</context-param>",
                "(?s)<listener>.*?</listener>",
                "(?s)<filter>.*?</filter>",
                "(?s)<filter-mapping>.*?</filter-mapping>",
                "(?s)<!--.*?-->");

        assertThat(without(TOMCATS, more)).isEqualTo(without(DESCRIPTOR, more));
        assertThat(TOMCATS).contains("org.jboss.weld.context.mapping", "<listener>");
        assertThat(DESCRIPTOR).doesNotContain("org.jboss.weld");
    }

    /** Weld makes no request scope elsewhere on Tomcat: pages would fail, and calls of clients would be logged. */
    @Test
    void weldsMappingFitsEveryPageAndNoCallOfAClient() {
        Pattern mapping = Pattern.compile(Pattern.compile("<param-name>org.jboss.weld.context.mapping</param-name>\\s*"
                        + "<param-value>(.*)</param-value>")
                .matcher(TOMCATS)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow());

        assertThat(pages()).isNotEmpty().allSatisfy(page -> assertThat(page)
                .matches(name -> mapping.matcher("/" + name).matches()));
        assertThat(List.of("/", "/auth", "/logout", "/keys.xhtml", "/jakarta.faces.resource/theme.css.xhtml"))
                .allMatch(address -> mapping.matcher(address).matches());
        assertThat(List.of("/health", "/v1/models", "/v1beta/models/x:generateContent", "/gemini/v1beta/keys"))
                .noneMatch(address -> mapping.matcher(address).matches());
    }

    @Test
    void contentPolicyIsStrict() {
        assertThat(DESCRIPTOR)
                .contains("default-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'none';"
                        + " style-src 'self' 'unsafe-inline'; script-src 'self'</param-value>");
    }

    @Test
    void everyTextThatAPageNamesIsThere() {
        Pattern name = Pattern.compile("text\\['([\\w.]+)'\\]");
        Set<String> named = everything()
                .flatMap(file -> name.matcher(read(file)).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).isNotEmpty().isSubsetOf(TEXTS);
    }

    @Test
    void everyConstantThatAPageShowsHasItsWords() {
        Map<String, Object[]> shown = Map.of(
                "kind.", KeyKind.values(),
                "standing.", Standing.values(),
                "refusal.", Refusal.values(),
                "verdict.", Verdict.values(),
                "outcome.", Outcome.values(),
                "count.", State.values(),
                "done.", KeyAction.values(),
                "act.", KeyAction.values(),
                "ending.", Ending.values(),
                "span.", LogSpan.values());

        shown.forEach((prefix, constants) -> assertThat(TEXTS)
                .containsAll(Arrays.stream(constants)
                        .map(constant -> prefix + constant)
                        .toList()));
    }

    @Test
    void everythingThatPolluxConcludesHasItsWords() {
        assertThat(TEXTS)
                .containsAll(Arrays.stream(Failure.class.getPermittedSubclasses())
                        .map(failure -> "concluded." + failure.getSimpleName())
                        .toList());
    }

    /** In a MessageFormat a single apostrophe swallows what follows. */
    @Test
    void apostrophesAreDoubledWhereTextsHaveParts() {
        ResourceBundle texts = ResourceBundle.getBundle(Texts.BUNDLE, Locale.ROOT);

        assertThat(TEXTS.stream().filter(name -> texts.getString(name).contains("{")))
                .allSatisfy(name ->
                        assertThat(texts.getString(name).replace("''", "")).doesNotContain("'"));
    }

    @Test
    void apostrophesAreDoubledWhereJavaSaysTheText() {
        ResourceBundle texts = ResourceBundle.getBundle(Texts.BUNDLE, Locale.ROOT);
        Pattern said = Pattern.compile("\\bsay\\((?:\\w+,\\s*)?\"([\\w.]+)\"");
        Set<String> named = files(Path.of("src/main/java/io/pollux/admin"), ".*\\.java")
                .flatMap(file -> said.matcher(read(file)).results())
                .map(found -> found.group(1))
                .filter(TEXTS::contains)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).contains("proof.needed").allSatisfy(name -> assertThat(
                        texts.getString(name).replace("''", ""))
                .as(name)
                .doesNotContain("'"));
    }

    @Test
    void nothingComesFromElsewhereAndNoScriptStandsInAPage() {
        assertThat(everything().toList()).allSatisfy(file -> assertThat(read(file))
                .doesNotContainPattern("(src|href|url)\\s*[=(]\\s*[\"']?(https?:)?//")
                .doesNotContain("<script"));
    }

    private static List<String> pages() {
        try (Stream<Path> files = Files.list(PAGES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".xhtml"))
                    .map(name -> name.substring(0, name.length() - ".xhtml".length()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> everything() {
        return files(PAGES, ".*\\.(xhtml|css|js)");
    }

    private static Stream<Path> files(Path folder, String pattern) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(pattern)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String without(String text, List<String> patterns) {
        String rest = text;
        for (String pattern : patterns) {
            rest = rest.replaceAll(pattern, "");
        }
        return rest.replaceAll("\\s+", " ");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
