package io.pollux.admin;

import java.io.IOException;
import java.util.regex.Pattern;

/** Writes lines that a spreadsheet opens without running anything that is in them. */
public final class Csv {
    private static final Pattern FORMULA = Pattern.compile("^\\s*[=+\\-@＝＋－＠\\t\\r].*", Pattern.DOTALL);
    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",;\\r\\n\\t']");

    private final Appendable out;

    public Csv(Appendable out) {
        this.out = out;
    }

    public Csv line(Object... cells) throws IOException {
        for (int i = 0; i < cells.length; i++) {
            out.append(i == 0 ? "" : ",").append(cell(cells[i]));
        }
        out.append("\r\n");
        return this;
    }

    /** A number is none that somebody else has chosen. */
    private static String cell(Object content) {
        String plain = String.valueOf(content);
        String safe = !(content instanceof Number) && FORMULA.matcher(plain).matches() ? "'" + plain : plain;
        return NEEDS_QUOTES.matcher(safe).find() ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}
