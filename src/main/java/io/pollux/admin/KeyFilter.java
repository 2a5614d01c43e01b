package io.pollux.admin;

import io.pollux.exchange.KeyKind;
import io.pollux.exchange.Secret;
import io.pollux.keys.KeyQuery;
import io.pollux.keys.KeyQuery.Column;
import io.pollux.keys.KeyQuery.Sort;
import io.pollux.keys.KeyQuery.State;
import io.pollux.keys.KeyTraits;
import io.pollux.keys.Tags;
import io.pollux.settings.Settings;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which keys the page shows and in what order. It can be written into the page's address and read from there. */
public final class KeyFilter implements Serializable {
    static final List<Integer> SIZES = List.of(25, 50, 100, 250);

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_TEXT = 500;
    private static final int LAST_PAGE = 100_000;

    /** What a whole key looks like. */
    private final Pattern whole;

    private String text;
    private State state;
    private KeyKind kind;
    /** Null for any; empty for those of no named project. */
    private String project;

    private String tag;
    private Column column;
    private boolean descending;
    private int first;
    private int size;

    private KeyFilter(Pattern whole) {
        this.whole = whole;
    }

    /** With the usual form of keys. */
    public static KeyFilter of(Map<String, String> parameters) {
        return of(parameters, Settings.POLLUX_KEY_PATTERN.standard());
    }

    /**
     * What cannot be right in an address is left out. A whole key stands masked in every address that the filter makes,
     * which finds it as well.
     *
     * @param whole what a key looks like
     */
    static KeyFilter of(Map<String, String> parameters, Pattern whole) {
        KeyFilter filter = new KeyFilter(whole);
        filter.setText(parameters.getOrDefault("q", ""));
        filter.state = word(State.class, parameters.get("state")).orElse(State.ANY);
        filter.kind = word(KeyKind.class, parameters.get("kind")).orElse(null);
        filter.project = cut(parameters.get("project"), KeyTraits.PROJECT_LENGTH);
        filter.tag = Optional.ofNullable(cut(parameters.get("tag"), Tags.WORD_LENGTH))
                .filter(word -> !word.isEmpty())
                .orElse(null);
        String sort = parameters.getOrDefault("sort", "");
        filter.descending = sort.startsWith("-");
        filter.column =
                word(Column.class, filter.descending ? sort.substring(1) : sort).orElse(Column.ID);
        filter.size = Optional.of(number(parameters.get("size"), 1_000))
                .filter(SIZES::contains)
                .orElse(SIZES.get(0));
        filter.first = (Math.max(1, number(parameters.get("page"), LAST_PAGE)) - 1) * filter.size;
        return filter;
    }

    String address() {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        if (!text.isEmpty()) {
            String shown = whole.matcher(text).matches() ? Secret.of(text).masked() : text;
            query.add("q=" + URLEncoder.encode(shown, StandardCharsets.UTF_8));
        }
        if (state != State.ANY) {
            query.add("state=" + lower(state));
        }
        if (kind != null) {
            query.add("kind=" + lower(kind));
        }
        if (project != null) {
            query.add("project=" + URLEncoder.encode(project, StandardCharsets.UTF_8));
        }
        if (tag != null) {
            query.add("tag=" + URLEncoder.encode(tag, StandardCharsets.UTF_8));
        }
        if (column != Column.ID || descending) {
            query.add("sort=" + (descending ? "-" : "") + lower(column));
        }
        if (first > 0) {
            query.add("page=" + (first / size + 1));
        }
        if (size != SIZES.get(0)) {
            query.add("size=" + size);
        }
        return "/keys" + query;
    }

    /** What the desk is asked. */
    public KeyQuery query() {
        Sort sort = descending ? Sort.descending(column) : Sort.ascending(column);
        return new KeyQuery(
                text,
                state,
                Optional.ofNullable(kind),
                Optional.ofNullable(project),
                Optional.ofNullable(tag),
                sort,
                first,
                size);
    }

    /** Turns to another page of the same list. */
    void show(int firstRow, int rows, Sort sort) {
        first = firstRow;
        size = rows;
        column = sort.column();
        descending = sort.descending();
    }

    Sort sort() {
        return query().sort();
    }

    public boolean isNarrow() {
        return !text.isEmpty() || state != State.ANY || kind != null || project != null || tag != null;
    }

    /** The page sizes on offer. */
    public String getSizes() {
        return SIZES.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    public KeyKind[] getKinds() {
        return KeyKind.values();
    }

    public int getFirst() {
        return first;
    }

    public int getSize() {
        return size;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        String stripped = Optional.ofNullable(text).orElse("").strip();
        this.text = stripped.substring(0, Math.min(stripped.length(), LONGEST_TEXT));
    }

    public State getState() {
        return state;
    }

    public void setState(State state) {
        this.state = state;
    }

    public KeyKind getKind() {
        return kind;
    }

    public void setKind(KeyKind kind) {
        this.kind = kind;
    }

    public String getProject() {
        return project;
    }

    public String getTag() {
        return tag;
    }

    public void setTag(String tag) {
        this.tag = Optional.ofNullable(tag).filter(word -> !word.isEmpty()).orElse(null);
    }

    /** The address of a file with all that this shows, whatever the page. */
    public String export(String form) {
        String shown = address();
        int query = shown.indexOf('?');
        return "/keys.export?as=" + form + (query < 0 ? "" : "&" + shown.substring(query + 1));
    }

    /** The address of all keys of a group. */
    public String tagged(String word) {
        return of(Map.of("tag", word)).address();
    }

    /** The address of all keys of a named project; of those of none when the name is empty. */
    public static String ofProject(String name) {
        return of(Map.of("project", name)).address();
    }

    private static String cut(String text, int longest) {
        return text == null
                ? null
                : text.strip().substring(0, Math.min(text.strip().length(), longest));
    }

    private static <E extends Enum<E>> Optional<E> word(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> lower(constant).equals(text))
                .findFirst();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static int number(String text, int most) {
        return text != null && text.matches("\\d{1,6}") ? Math.min(Integer.parseInt(text), most) : 0;
    }
}
