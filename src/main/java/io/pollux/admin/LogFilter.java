package io.pollux.admin;

import io.pollux.exchange.Ending;
import io.pollux.journal.LogQuery;
import io.pollux.journal.Place;
import io.pollux.journal.Rank;
import io.pollux.journal.Ranking;
import io.pollux.journal.Ranking.Turn;
import io.pollux.journal.Ranking.Way;
import io.pollux.journal.Stretch;
import io.pollux.journal.Stretch.Direction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the log page is asked to show: its address, read and written. */
public final class LogFilter {
    static final List<Integer> SIZES = List.of(50, 100, 200);
    private static final Set<String> NARROWING =
            Set.of("q", "outcome", "call", "client", "key", "model", "dialect", "status");
    private static final Set<String> RARE =
            Set.of("call", "client", "key", "model", "dialect", "status", "from", "until");

    private final Map<String, String> said;

    private LogFilter(Map<String, String> said) {
        this.said = said;
    }

    /** What cannot be right in an address is left out. A whole key is masked, so that it goes into no other address. */
    static LogFilter of(Map<String, String> parameters) {
        return new LogFilter(LogAddress.read(parameters));
    }

    /** Whether the address could be shorter, or holds what it must not. */
    boolean untidy(Map<String, String> parameters) {
        return LogAddress.NAMES.stream()
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
                LogAddress.outcome(get("outcome")),
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

    Optional<LogSort> sort() {
        return LogSort.named(get("sort"));
    }

    Ranking ranking() {
        Optional<Rank> after = Rank.of(get("after"));
        Optional<Rank> before = Rank.of(get("before"));
        boolean back = after.isEmpty() && before.isPresent();
        return new Ranking(
                isTurned() ? Way.LEAST_FIRST : Way.MOST_FIRST,
                back ? Turn.BACK : Turn.ONWARD,
                after.or(() -> before),
                getSize());
    }

    /** The page beside a row of a list that is sorted by a figure. */
    String beyond(Turn turn, Rank rank) {
        return with(turn == Turn.ONWARD ? "after" : "before", rank.text());
    }

    /** The same sorted by another column, the most first; by the same column the other way round. */
    public String sortedBy(String column) {
        String sort = column.equals("time") ? "" : column;
        if (sort.equals(get("sort"))) {
            return getReversed();
        }
        Map<String, String> changed = narrowed();
        changed.keySet().removeAll(LogAddress.ORDERING);
        changed.put("sort", sort);
        return "/logs" + of(changed).search();
    }

    /** The same the other way round. */
    public String getReversed() {
        return with("order", isTurned() ? "" : get("sort").isEmpty() ? "oldest" : "least");
    }

    /** Which way it is sorted by a column: down, up, or none. */
    public String sorting(String column) {
        String sort = column.equals("time") ? "" : column;
        if (!sort.equals(get("sort"))) {
            return "none";
        }
        return isTurned() ? "up" : "down";
    }

    /** Name of the text that says what comes on the page before. */
    public String getBackward() {
        return get("sort").isEmpty() ? (isTurned() ? "logs.older" : "logs.newer") : "logs.back";
    }

    /** Name of the text that says what comes on the next page. */
    public String getForward() {
        return get("sort").isEmpty() ? (isTurned() ? "logs.newer" : "logs.older") : "logs.onward";
    }

    /** The columns that can be sorted by. */
    public List<String> getSorts() {
        List<String> sorts = new ArrayList<>(List.of("time"));
        LogSort.of(get("view")).forEach(sort -> sorts.add(sort.column()));
        return isKeys() ? List.of() : sorts;
    }

    /** The page that begins behind a row. */
    String beyond(Direction direction, Place place) {
        return with(LogAddress.lower(direction), place.text());
    }

    /** The same with something changed; an empty text takes it out. It begins at its first page. */
    public String with(String name, String text) {
        Map<String, String> changed = new LinkedHashMap<>(said);
        changed.keySet().removeAll(LogAddress.PAGING);
        changed.put(name, text);
        return "/logs" + LogFilter.of(changed).search();
    }

    /** Errors of one key with one status, or with any for 0. */
    public String errorsOf(long key, int status) {
        Map<String, String> changed = narrowed();
        changed.putAll(Map.of("view", "errors", "key", Long.toString(key)));
        if (status > 0) {
            changed.put("status", Integer.toString(status));
        }
        return "/logs" + of(changed).search();
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
        Map<String, String> kept = narrowed();
        if (kept.containsKey("sort")) {
            kept.keySet().removeAll(LogAddress.ORDERING);
        }
        return "/logs.csv" + of(kept).search();
    }

    /** Whether nothing is left out, however that was said. */
    public boolean isEverything() {
        LogQuery asked = query(Instant.EPOCH);
        return !isNarrow() && asked.from().isEmpty() && asked.until().isEmpty();
    }

    /** All there is in this view. */
    LogFilter everything() {
        String always = LogAddress.lower(LogSpan.ALL);
        return of(isErrors() ? Map.of("view", "errors", "span", always) : Map.of("span", always));
    }

    private Map<String, String> narrowed() {
        Map<String, String> kept = new LinkedHashMap<>(said);
        kept.keySet().removeAll(LogAddress.PAGING);
        return kept;
    }

    private String search() {
        return LogAddress.write(said);
    }

    public String get(String name) {
        return said.getOrDefault(name, "");
    }

    /** Errors, or the keys that they belong to. */
    public boolean isErrors() {
        return said.containsKey("view");
    }

    public boolean isKeys() {
        return get("view").equals("keys");
    }

    private boolean isOldestFirst() {
        return get("order").equals("oldest");
    }

    /** Whether the oldest comes first, or the least. */
    public boolean isTurned() {
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
        return LogAddress.span(get("span")).orElse(dated ? LogSpan.CUSTOM : LogSpan.DAY);
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
}
