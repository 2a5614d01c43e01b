package io.pollux.admin.dashboard;

import io.pollux.admin.Moments;
import io.pollux.journal.tally.Dimension;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the charts are asked to show: the page's address, read and written. */
public final class DashboardFilter {
    static final String PAGE = "/dashboard";
    private static final List<String> NAMES = List.of("span", "from", "until", "of");
    private static final Span USUAL = Span.DAY;
    private static final int LONGEST = 220;
    private static final Duration FARTHEST = Duration.ofDays(400);

    private final Map<String, String> said;

    private DashboardFilter(Map<String, String> said) {
        this.said = said;
    }

    /** What cannot be right in an address is left out. */
    static DashboardFilter of(Map<String, String> parameters) {
        Map<String, String> said = new LinkedHashMap<>();
        for (String name : NAMES) {
            String text = Optional.ofNullable(parameters.get(name)).orElse("").strip();
            if (right(name, text)) {
                said.put(name, text);
            }
        }
        DashboardFilter filter = new DashboardFilter(said);
        if (filter.getSpan() != Span.CUSTOM) {
            said.keySet().removeAll(List.of("from", "until"));
        }
        return filter;
    }

    private static boolean right(String name, String text) {
        return switch (name) {
            case "span" -> !text.equals(lower(USUAL)) && span(text).isPresent();
            case "from", "until" -> Moments.typed(text).isPresent();
            default -> text.length() <= LONGEST && dimension(text) != Dimension.ALL;
        };
    }

    public Span getSpan() {
        boolean dated = said.containsKey("from") || said.containsKey("until");
        return span(get("span")).orElse(dated ? Span.CUSTOM : USUAL);
    }

    public Span[] getSpans() {
        return Span.values();
    }

    /** Whose calls: a dimension and a subject, with a colon in between; empty for everybody's. */
    public String getOf() {
        return get("of");
    }

    /** As a browser's field for date and time writes it. */
    public String getFrom() {
        return get("from");
    }

    public String getUntil() {
        return get("until");
    }

    Dimension dimension() {
        return dimension(getOf());
    }

    String subject() {
        return dimension() == Dimension.ALL ? Dimension.EVERYTHING : getOf().substring(getOf().indexOf(':') + 1);
    }

    Instant until(Instant now) {
        return Moments.typed(get("until")).filter(until -> until.isBefore(now)).orElse(now);
    }

    Instant from(Instant now) {
        Instant earliest = now.minus(FARTHEST);
        Instant from = Moments.typed(get("from"))
                .filter(asked -> asked.isBefore(until(now)))
                .orElse(until(now).minus(getSpan().length()));
        return from.isBefore(earliest) ? earliest : from;
    }

    /** The address that makes this page again. */
    public String getAddress() {
        return PAGE + search();
    }

    /** The figures of a chart as a file. */
    public String download(String chart) {
        Map<String, String> more = new LinkedHashMap<>(said);
        more.put("chart", chart);
        return "/dashboard.csv" + search(more);
    }

    private String search() {
        return search(said);
    }

    private static String search(Map<String, String> said) {
        return said.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("&"), joined -> joined.isEmpty() ? "" : "?" + joined));
    }

    private String get(String name) {
        return said.getOrDefault(name, "");
    }

    private static Dimension dimension(String of) {
        int colon = of.indexOf(':');
        return colon <= 0 || colon == of.length() - 1
                ? Dimension.ALL
                : Arrays.stream(Dimension.values())
                        .filter(each -> lower(each).equals(of.substring(0, colon)))
                        .findFirst()
                        .orElse(Dimension.ALL);
    }

    private static Optional<Span> span(String text) {
        return Arrays.stream(Span.values())
                .filter(span -> lower(span).equals(text))
                .findFirst();
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
