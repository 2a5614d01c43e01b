package io.pollux.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What all pages have round them. */
@Named("layout")
@RequestScoped
public class LayoutView {
    private static final String COOKIE = "pollux-theme";
    private static final Set<String> CHOICES = Set.of("light", "dark");

    @Inject
    private HttpServletRequest request;

    /** Light or dark when the reader has chosen one; empty while the page follows the system. */
    public String getTheme() {
        Cookie[] cookies = Optional.ofNullable(request.getCookies()).orElseGet(() -> new Cookie[0]);
        return Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .map(Cookie::getValue)
                .filter(CHOICES::contains)
                .findFirst()
                .orElse("");
    }

    /** What can be chosen, each under its own name. */
    public List<Language> getLanguages() {
        return Languages.all().spoken().stream()
                .map(locale -> new Language(locale.toLanguageTag(), Texts.say(locale, "language")))
                .toList();
    }

    /** For the header that the page's scripts send along. */
    public String getPageToken() {
        return PageToken.of(request).map(PageToken::value).orElse("");
    }

    /**
     * A language that can be chosen.
     *
     * @param tag as in lang="zh"
     * @param name what it calls itself
     */
    public record Language(String tag, String name) {}
}
