package io.pollux.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts variables in the place of the fixed colours of PrimeFaces' light theme: so one sheet serves light and dark, and
 * components that no page uses yet look right when one does.
 */
final class Palette {
    private static final Pattern DECLARATION = Pattern.compile("([\\w-]+):([^;{}]+)");
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{3,8}\\b|(rgba?|hsl)\\([^)]*\\)");

    /** Role and colour, to variable. */
    private final Map<String, String> variables;

    private Palette(Map<String, String> variables) {
        this.variables = variables;
    }

    static Palette standard() {
        Properties lines = new Properties();
        try (InputStream in = Palette.class.getResourceAsStream("palette.properties")) {
            lines.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> variables = new HashMap<>();
        lines.forEach((name, value) -> variables.put((String) name, (String) value));
        return new Palette(variables);
    }

    String recolour(String sheet) {
        return DECLARATION
                .matcher(sheet)
                .replaceAll(found ->
                        Matcher.quoteReplacement(found.group(1) + ":" + recolour(found.group(1), found.group(2))));
    }

    private String recolour(String property, String value) {
        if (property.startsWith("--")) {
            return value;
        }
        if (property.equals("color-scheme")) {
            return "inherit";
        }
        String role = role(property);
        return COLOUR.matcher(value)
                .replaceAll(found -> Matcher.quoteReplacement(variables.getOrDefault(
                        role + "." + found.group().toLowerCase(Locale.ROOT).replace(" ", ""), found.group())));
    }

    private static String role(String property) {
        return switch (property) {
            case "color", "fill", "stroke" -> "text";
            case "background", "background-color", "background-image" -> "area";
            default -> "line";
        };
    }
}
