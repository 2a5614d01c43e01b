package io.pollux.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PaletteTest {
    private final Palette palette = Palette.standard();

    @Test
    void sameColourIsAnotherVariableAsTextThanAsArea() {
        assertThat(palette.recolour("a{color:#fff;background:#fff;border:1px solid #dee2e6}"))
                .isEqualTo("a{color:var(--on-accent);background:var(--surface);border:1px solid var(--line)}");
    }

    @Test
    void whatIsNotOnTheListStays() {
        assertThat(palette.recolour("a{color:#123456;--x:#fff}")).isEqualTo("a{color:#123456;--x:#fff}");
    }

    /** A new PrimeFaces may bring new colours: then this fails before a page is dark on dark. */
    @Test
    void noFixedColourOfTheThemeIsUsedOften() throws IOException {
        Set<String> left = new TreeSet<>();
        Matcher declarations = Pattern.compile("(?<![\\w-])(color|background|background-color|border|border-color)"
                        + ":[^;{}]*?(#[0-9a-f]{3,8}\\b|rgb\\([^)]*\\))")
                .matcher(palette.recolour(theme()));
        while (declarations.find()) {
            left.add(declarations.group(1) + " " + declarations.group(2));
        }
        assertThat(left)
                .hasSizeLessThan(40)
                .noneMatch(colour -> colour.matches(".* #(fff|495057|f8f9fa|dee2e6|2196f3)"));
    }

    private static String theme() throws IOException {
        try (InputStream in =
                PaletteTest.class.getResourceAsStream("/META-INF/resources/primefaces-saga-blue/theme.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
