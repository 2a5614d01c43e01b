package io.pollux.admin;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/** What pages say that is put together in Java: the same bundle that the pages use. */
public final class Texts {
    public static final String BUNDLE = "io.pollux.admin.texts";

    private Texts() {}

    /** In the language of the request that is being answered. */
    public static String say(String name, Object... parts) {
        return say(FacesContext.getCurrentInstance().getViewRoot().getLocale(), name, parts);
    }

    /** Or else what is given, when there are no words of that name. */
    public static String sayOr(String name, String otherwise) {
        Locale locale = FacesContext.getCurrentInstance().getViewRoot().getLocale();
        return ResourceBundle.getBundle(BUNDLE, locale).containsKey(name) ? say(locale, name) : otherwise;
    }

    /** All that begin so, by the rest of their names: for a script that says them itself. */
    public static Map<String, String> under(String prefix) {
        Locale locale = FacesContext.getCurrentInstance().getViewRoot().getLocale();
        ResourceBundle texts = ResourceBundle.getBundle(BUNDLE, locale);
        return texts.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .collect(Collectors.toMap(name -> name.substring(prefix.length()), texts::getString));
    }

    /** How long something took, as "350 ms" or "12.5 s". */
    public static String span(Locale locale, long millis) {
        return millis < 1_000 ? say(locale, "span.millis", millis) : say(locale, "span.seconds", millis / 1000.0);
    }

    /** The same in the language of the request that is being answered. */
    public static String span(long millis) {
        return span(FacesContext.getCurrentInstance().getViewRoot().getLocale(), millis);
    }

    /** At the edge of the page, for a while. */
    public static void tell(FacesMessage.Severity severity, String words) {
        FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(severity, words, null));
    }

    public static String say(Locale locale, String name, Object... parts) {
        return new MessageFormat(ResourceBundle.getBundle(BUNDLE, locale).getString(name), locale).format(parts);
    }
}
