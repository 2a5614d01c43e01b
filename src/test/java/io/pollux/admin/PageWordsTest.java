package io.pollux.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.Text;
import org.xml.sax.SAXException;

/** A page has no words of its own: they would be in one language only. */
class PageWordsTest {
    private static final Path PAGES = Path.of("src/main/webapp");
    private static final Pattern LETTERS = Pattern.compile("\\p{L}{2,}");
    private static final Pattern EXPRESSION = Pattern.compile("#\\{(?:[^}']|'[^']*')*}");
    private static final Pattern LITERAL = Pattern.compile("'([^']*)'");
    private static final Pattern SENTENCE_IN_SCRIPT = Pattern.compile("(['\"`])[A-Z][a-z]+ [a-z]+[^'\"`\\n]*\\1");

    /** Names, which are the same in every language. */
    private static final Set<String> NAMES = Set.of(
            "Gemini",
            "OpenAI",
            "Anthropic",
            "curl",
            "Python",
            "JavaScript",
            "Java",
            "JSON",
            "CSV",
            "PNG",
            "UTC",
            "gemini");

    /** Attributes that are read out or shown, whatever has them. */
    private static final Set<String> SHOWN = Set.of(
            "alt",
            "aria-description",
            "aria-label",
            "aria-roledescription",
            "ariaLabel",
            "converterMessage",
            "emptyMessage",
            "header",
            "headerText",
            "itemLabel",
            "label",
            "message",
            "noSelectionLabel",
            "offLabel",
            "onLabel",
            "placeholder",
            "requiredMessage",
            "title",
            "validatorMessage",
            // of house tags
            "question",
            "sentence",
            "words");

    /** Whose value is shown. */
    private static final Set<String> COMPONENTS = Set.of("jakarta.faces.html", "http://primefaces.org/ui");

    static Stream<Path> pages() {
        return files(".*\\.xhtml");
    }

    static Stream<Path> scripts() {
        return files("(?!.*\\.min\\.js).*\\.js");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pageTakesItsWordsFromTheBundle(Path page) throws Exception {
        assertThat(words(page)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void expressionMakesNoSentence(Path page) throws IOException {
        assertThat(EXPRESSION
                        .matcher(Files.readString(page))
                        .results()
                        .flatMap(expression ->
                                LITERAL.matcher(expression.group()).results())
                        .map(literal -> literal.group(1)))
                .noneMatch(literal -> literal.matches("\\p{Lu}\\p{L}* .+"));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void scriptTakesItsWordsFromThePage(Path script) throws IOException {
        assertThat(Files.readString(script)).doesNotContainPattern(SENTENCE_IN_SCRIPT);
    }

    private static List<String> words(Path page) throws ParserConfigurationException, IOException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        List<String> found = new ArrayList<>();
        collect(factory.newDocumentBuilder().parse(page.toFile()).getDocumentElement(), found);
        return found;
    }

    private static void collect(Element element, List<String> found) {
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Attr attribute = (Attr) element.getAttributes().item(i);
            if (shown(element, attribute)) {
                note(element.getTagName() + "@" + attribute.getName(), attribute.getValue(), found);
            }
        }
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                collect(inner, found);
            } else if (child instanceof Text text) {
                note(element.getTagName(), text.getData(), found);
            }
        }
    }

    private static boolean shown(Element element, Attr attribute) {
        String name = attribute.getLocalName();
        boolean button = "input".equals(element.getLocalName())
                && Set.of("submit", "button", "reset").contains(element.getAttribute("type"));
        return SHOWN.contains(name)
                || name.equals("value") && (button || COMPONENTS.contains(element.getNamespaceURI()));
    }

    private static void note(String place, String content, List<String> found) {
        String rest = EXPRESSION.matcher(content).replaceAll(" ");
        String strange = LETTERS.matcher(rest)
                .results()
                .map(word -> word.group())
                .filter(word -> !NAMES.contains(word))
                .collect(Collectors.joining(" "));
        if (!strange.isEmpty()) {
            found.add(place + ": " + strange);
        }
    }

    private static Stream<Path> files(String pattern) {
        try (Stream<Path> files = Files.walk(PAGES)) {
            return files.filter(file -> file.toString().matches(pattern)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
