package io.pollux.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Locale;

/** Tells numbers as people do. */
@Named
@RequestScoped
public class Figures {
    private static final long LONG = 100_000;

    /** As "12,345" or "1.2M". */
    public String brief(long number) {
        return brief(number, FacesContext.getCurrentInstance().getViewRoot().getLocale());
    }

    /** With all its digits. */
    public String whole(long number) {
        return NumberFormat.getIntegerInstance(
                        FacesContext.getCurrentInstance().getViewRoot().getLocale())
                .format(number);
    }

    public static String brief(long number, Locale locale) {
        if (number < LONG) {
            return NumberFormat.getIntegerInstance(locale).format(number);
        }
        NumberFormat compact = NumberFormat.getCompactNumberInstance(locale, NumberFormat.Style.SHORT);
        compact.setMaximumFractionDigits(1);
        // What is nearly full must not look full.
        compact.setRoundingMode(RoundingMode.DOWN);
        return compact.format(number);
    }
}
