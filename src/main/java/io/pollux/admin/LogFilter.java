package io.pollux.admin;

import io.pollux.exchange.Ending;
import io.pollux.exchange.Secret;
import io.pollux.journal.LogQuery;
import io.pollux.journal.Place;
import io.pollux.journal.Stretch;
import io.pollux.journal.Stretch.Direction;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the log page is asked to show: its address, read and written. */
public final class LogFilter {
    static final List<Integer> SIZES = List.of(50, 100, 200);
    /** In the order in which an address names them. */
    private static final List<String> NAMES = List.of(
            "view", "q", "outcome", "span", "from", "until", "call", "client", "key", "model", "dialect", "status",
            "order", "size", "older", "newer");

    private static final Set<String> PAGING = Set.of("older", "newer");
    private static final Set<String> NARROWING =
            Set.of("q", "outcome", "call", "client", "key", "model", "dialect", "status");
    private static final Set<String> RARE =
            Set.of("call", "client", "key", "model", "dialect", "status", "from", "until");
    /** A field that is left at it narrows nothing; it cannot be empty, for an option without a value sends its words. */
    private static final String ANY = "any";

    private static final int LONGEST_TEXT = 200;
    /** Masked, a key is shorter than this. */
    private static final int LONGEST_KEY = 18;

    private final Map<String, String> said;

    private LogFilter(Map<String, String> said) {
        this.said = said;
    }

    /** What cannot be right in an address is left out. A whole key is masked, so that it goes into no other address. */
    static LogFilter of(Map<String, String> parameters) {
        Map<String, String> said = new LinkedHashMap<>();
        for (String name : NAMES) {
            String text = Optional.ofNullable(parameters.get(name)).orElse("").strip();
            String known = right(name, text.substring(0, Math.min(text.length(), LONGEST_TEXT)));
            if (!known.isEmpty()) {
                said.put(name, known);
            }
        }
        return new LogFilter(said);
    }

    private static String right(String name, String text) {
        boolean holds =
                switch (name) {
                    case "view" -> text.equals("errors");
                    case "order" -> text.equals("oldest");
                    case "outcome" -> outcome(text).isPresent();
                    case "span" ->
                        !text.equals(lower(LogSpan.DAY)) && span(text).isPresent();
                    case "from", "until" -> Moments.typed(text).isPresent();
                    case "dialect" -> !text.equals(ANY) && text.matches("[a-z]{1,20}");
                    case "status" -> text.matches("[1-9]\\d{2}");
                    case "model" -> !text.equals("*");
                    case "size" -> SIZES.stream().skip(1).map(String::valueOf).anyMatch(text::equals);
                    case "older", "newer" -> Place.of(text).isPresent();
                    default -> true;
                };
        if (!holds) {
            return "";
        }
        return name.equals("key") && text.length() > LONGEST_KEY
                ? Secret.of(text).masked()
                : text;
    }

    /** Whether the address could be shorter, or holds what it must not. */
    boolean untidy(Map<String, String> parameters) {
        return NAMES.stream()
                .filter(parameters::containsKey)
                .anyMatch(name -> !parameters.get(name).equals(said.get(name)));
    }

    LogQuery query(Instant now) {
        boolean custom = getSpan() == LogSpan.CUSTOM;
        return new LogQuery(
                get("call"),
                get("client"),
                get("key"),
                get("model"),
                get("dialect"),
                outcome(get("outcome")),
                get("status").isEmpty() ? 0 : Integer.parseInt(get("status")),
                get("q"),
                custom ? Moments.typed(get("from")) : getSpan().from(now),
                custom ? Moments.typed(get("until")) : Optional.empty());
    }

    Stretch stretch() {
        Optional<Place> older = Place.of(get("older"));
        Optional<Place> newer = Place.of(get("newer"));
        if (older.isEmpty() && newer.isEmpty()) {
            return new Stretch(Optional.empty(), onward(), getSize());
        }
        return new Stretch(older.or(() -> newer), older.isPresent() ? Direction.OLDER : Direction.NEWER, getSize());
    }

    /** The direction in which the page reads. */
    Direction onward() {
        return isOldestFirst() ? Direction.NEWER : Direction.OLDER;
    }

    /** The page that begins behind a row. */
    String beyond(Direction direction, Place place) {
        return with(lower(direction), place.text());
    }

    /** The same with something changed; an empty text takes it out. It begins at its first page. */
    public String with(String name, String text) {
        Map<String, String> changed = new LinkedHashMap<>(said);
        changed.keySet().removeAll(PAGING);
        changed.put(name, text);
        return "/logs" + LogFilter.of(changed).search();
    }

    /** This page, with all that there is to say of one of its rows. */
    public String opening(Place place) {
        String address = getAddress();
        return address + (address.contains("?") ? "&" : "?") + "open=" + place.text() + "#" + place.text();
    }

    /** The address that makes this page again. */
    public String getAddress() {
        return "/logs" + search();
    }

    /** The file with these rows. */
    public String getDownload() {
        return "/logs.csv" + of(narrowed()).search();
    }

    /** Whether nothing is left out, however that was said. */
    public boolean isEverything() {
        LogQuery asked = query(Instant.EPOCH);
        return !isNarrow() && asked.from().isEmpty() && asked.until().isEmpty();
    }

    /** All there is in this view. */
    LogFilter everything() {
        return of(
                isErrors() ? Map.of("view", "errors", "span", lower(LogSpan.ALL)) : Map.of("span", lower(LogSpan.ALL)));
    }

    private Map<String, String> narrowed() {
        Map<String, String> kept = new LinkedHashMap<>(said);
        kept.keySet().removeAll(PAGING);
        return kept;
    }

    private String search() {
        return NAMES.stream()
                .filter(said::containsKey)
                .map(name -> name + "=" + URLEncoder.encode(said.get(name), StandardCharsets.UTF_8))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("&"), joined -> joined.isEmpty() ? "" : "?" + joined));
    }

    public String get(String name) {
        return said.getOrDefault(name, "");
    }

    public boolean isErrors() {
        return said.containsKey("view");
    }

    public boolean isOldestFirst() {
        return said.containsKey("order");
    }

    public boolean isNarrow() {
        return NARROWING.stream().anyMatch(said::containsKey);
    }

    /** Whether the filters that are folded away at first are in use. */
    public boolean isRare() {
        return RARE.stream().anyMatch(said::containsKey);
    }

    public LogSpan getSpan() {
        boolean dated = said.containsKey("from") || said.containsKey("until");
        return span(get("span")).orElse(dated ? LogSpan.CUSTOM : LogSpan.DAY);
    }

    public LogSpan[] getSpans() {
        return LogSpan.values();
    }

    public Ending[] getOutcomes() {
        return Ending.values();
    }

    public int getSize() {
        return get("size").isEmpty() ? SIZES.get(0) : Integer.parseInt(get("size"));
    }

    public List<Integer> getSizes() {
        return SIZES;
    }

    private static Optional<Ending> outcome(String text) {
        return Arrays.stream(Ending.values())
                .filter(ending -> lower(ending).equals(text))
                .findFirst();
    }

    private static Optional<LogSpan> span(String text) {
        return Arrays.stream(LogSpan.values())
                .filter(span -> lower(span).equals(text))
                .findFirst();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
