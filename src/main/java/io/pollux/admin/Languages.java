package io.pollux.admin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle.Control;
import java.util.stream.Stream;

/**
 * Which languages the pages speak, and in which of them a request is answered: what the reader has chosen, else what the
 * browser asks for. A language is there when its file texts_xx.properties is.
 */
public final class Languages {
    /** What the reader has chosen, as a language tag. */
    public static final String COOKIE = "pollux-language";

    private static final Languages ALL = of(Languages.class.getClassLoader());

    /** By their tags. */
    private final Map<String, Locale> spoken;

    private Languages(Map<String, Locale> spoken) {
        this.spoken = spoken;
    }

    public static Languages all() {
        return ALL;
    }

    /** Those whose files this class loader finds. It cannot be asked for a list, so every language there is, is tried. */
    static Languages of(ClassLoader loader) {
        Control names = Control.getControl(Control.FORMAT_PROPERTIES);
        Map<String, Locale> spoken = new LinkedHashMap<>();
        Stream.of(Locale.getAvailableLocales())
                .filter(locale -> !locale.equals(Locale.ROOT))
                .sorted(Comparator.comparing(Locale::toLanguageTag))
                .filter(locale -> loader.getResource(
                                names.toBundleName(Texts.BUNDLE, locale).replace('.', '/') + ".properties")
                        != null)
                .forEach(locale -> spoken.put(locale.toLanguageTag(), locale));
        return new Languages(spoken);
    }

    /** English first, since it is what all others fall back on. */
    public Collection<Locale> spoken() {
        return spoken.values().stream()
                .sorted(Comparator.comparing(locale -> !locale.equals(Locale.ENGLISH)))
                .toList();
    }

    /** @param tag may be null, or anything at all */
    public Optional<Locale> named(String tag) {
        return Optional.ofNullable(tag).map(spoken::get);
    }

    /** The language that a request is answered in. */
    public static Locale of(HttpServletRequest request) {
        Cookie[] cookies = Optional.ofNullable(request.getCookies()).orElseGet(() -> new Cookie[0]);
        return Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .flatMap(cookie -> ALL.named(cookie.getValue()).stream())
                .findFirst()
                .orElseGet(() -> ALL.wanted(request.getHeader("Accept-Language")));
    }

    /** @param accepted the browser's header, null when there is none */
    Locale wanted(String accepted) {
        try {
            List<Locale.LanguageRange> ranges =
                    Locale.LanguageRange.parse(Optional.ofNullable(accepted).orElse("en"));
            return Optional.ofNullable(Locale.lookup(ranges, spoken.values())).orElse(Locale.ENGLISH);
        } catch (IllegalArgumentException unreadable) {
            return Locale.ENGLISH;
        }
    }
}
