package io.pollux.admin.projects;

import io.pollux.keys.ProjectQuery;
import io.pollux.keys.ProjectQuery.Sort;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What the page of projects is asked to show: its address, read and written.
 *
 * @param page counted from 1
 */
public record ProjectFilter(String text, Sort sort, int page) {
    static final int SIZE = 50;
    private static final int LONGEST_TEXT = 200;

    /** What cannot be right in an address is left out. */
    static ProjectFilter of(Map<String, String> parameters) {
        String text = parameters.getOrDefault("q", "").strip();
        String page = parameters.getOrDefault("page", "");
        return new ProjectFilter(
                text.substring(0, Math.min(LONGEST_TEXT, text.length())),
                Arrays.stream(Sort.values())
                        .filter(sort -> word(sort).equals(parameters.get("sort")))
                        .findFirst()
                        .orElse(Sort.NAME),
                page.matches("[1-9]\\d{0,5}") ? Integer.parseInt(page) : 1);
    }

    ProjectQuery query() {
        return new ProjectQuery(text, sort, (page - 1) * SIZE, SIZE);
    }

    public String sorted(Sort other) {
        return address(text, other, 1);
    }

    /** The page so many further on. */
    public String turned(int pages) {
        return address(text, sort, page + pages);
    }

    public Sort[] getSorts() {
        return Sort.values();
    }

    public boolean isNarrow() {
        return !text.isEmpty();
    }

    public boolean hasMore(long total) {
        return (long) page * SIZE < total;
    }

    public String getSortWord() {
        return sort == Sort.NAME ? "" : word(sort);
    }

    private static String address(String text, Sort sort, int page) {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        Optional.of(text)
                .filter(words -> !words.isEmpty())
                .ifPresent(words -> query.add("q=" + URLEncoder.encode(words, StandardCharsets.UTF_8)));
        if (sort != Sort.NAME) {
            query.add("sort=" + word(sort));
        }
        if (page > 1) {
            query.add("page=" + page);
        }
        return "/projects" + query;
    }

    private static String word(Sort sort) {
        return sort.name().toLowerCase(Locale.ROOT);
    }
}
