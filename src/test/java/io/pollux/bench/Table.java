package io.pollux.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of one case in Markdown: a column for each proxy, and how Pollux stands to nginx. */
final class Table {
    private final List<Proxy> proxies;
    private final List<String> lines = new ArrayList<>();

    Table(String title, List<Proxy> proxies) {
        this.proxies = proxies;
        lines.add("### " + title);
        lines.add("");
        lines.add("| | " + String.join(" | ", proxies.stream().map(Proxy::name).toList())
                + " | Pollux / nginx | goal | |");
        lines.add("|---|" + "---:|".repeat(proxies.size() + 1) + "---|---|");
    }

    /** What Pollux wants to reach. */
    record Goal(String words, Check check) {
        static final Goal NONE = new Goal("", (nginx, pollux) -> true);

        interface Check {
            boolean reached(double nginx, double pollux);
        }

        static Goal ratioAtMost(double most) {
            return new Goal("at most " + number(most) + " times", (nginx, pollux) -> pollux <= most * nginx);
        }

        static Goal ratioAtLeast(double least) {
            return new Goal("at least " + number(least) + " times", (nginx, pollux) -> pollux >= least * nginx);
        }

        static Goal atMost(double most) {
            return new Goal("at most " + number(most), (nginx, pollux) -> pollux <= most);
        }

        static Goal exactly(double value) {
            return new Goal(number(value), (nginx, pollux) -> pollux == value);
        }
    }

    /** A line without a goal. */
    Table row(String what, List<Double> values) {
        return row(what, values, Goal.NONE);
    }

    /** @param values in the order of the proxies; NaN where one was not measured */
    Table row(String what, List<Double> values, Goal goal) {
        double nginx = values.get(0);
        double pollux = values.get(1);
        String reached = goal.words().isEmpty() ? "" : goal.check().reached(nginx, pollux) ? "reached" : "MISSED";
        lines.add("| " + what + " | "
                + String.join(" | ", values.stream().map(Table::number).toList()) + " | " + number(pollux / nginx)
                + " | " + goal.words() + " | " + reached + " |");
        return this;
    }

    List<Proxy> proxies() {
        return proxies;
    }

    @Override
    public String toString() {
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "";
        }
        String pattern = value == Math.rint(value) || value >= 1000 ? "%,.0f" : value >= 100 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, pattern, value);
    }
}
