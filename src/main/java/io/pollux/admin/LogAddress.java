package io.pollux.admin;

import io.pollux.exchange.Ending;
import io.pollux.exchange.Secret;
import io.pollux.journal.Place;
import io.pollux.journal.Rank;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The names and values in an address of the log page: which there are, and which can be right. */
final class LogAddress {
    /** In the order in which an address names them. */
    static final List<String> NAMES = List.of(
            "view", "q", "outcome", "span", "from", "until", "call", "client", "key", "model", "dialect", "status",
            "sort", "order", "size", "older", "newer", "after", "before");

    private static final Set<String> BY_TIME = Set.of("older", "newer");
    private static final Set<String> BY_FIGURE = Set.of("after", "before");
    static final Set<String> PAGING = Set.of("older", "newer", "after", "before");
    static final Set<String> ORDERING = Set.of("sort", "order");
    /** A field that is left at it narrows nothing; it cannot be empty, for an option without a value sends its words. */
    private static final String ANY = "any";

    private static final int LONGEST_TEXT = 200;
    /** Masked, a key is shorter than this. */
    private static final int LONGEST_KEY = 18;

    private LogAddress() {}

    /** What can be right, by name. */
    static Map<String, String> read(Map<String, String> parameters) {
        Map<String, String> said = new LinkedHashMap<>();
        for (String name : NAMES) {
            String text = Optional.ofNullable(parameters.get(name)).orElse("").strip();
            String known = right(name, text.substring(0, Math.min(text.length(), LONGEST_TEXT)));
            if (!known.isEmpty()) {
                said.put(name, known);
            }
        }
        settle(said);
        return said;
    }

    /** With a question mark in front, unless there is nothing to say. */
    static String write(Map<String, String> said) {
        return NAMES.stream()
                .filter(said::containsKey)
                .map(name -> name + "=" + URLEncoder.encode(said.get(name), StandardCharsets.UTF_8))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("&"), joined -> joined.isEmpty() ? "" : "?" + joined));
    }

    /** Takes out what means nothing beside the rest. */
    private static void settle(Map<String, String> said) {
        boolean sorted = LogSort.named(said.getOrDefault("sort", ""))
                .filter(LogSort.of(said.getOrDefault("view", ""))::contains)
                .isPresent();
        boolean keys = said.getOrDefault("view", "").equals("keys");
        String order = sorted ? "least" : "oldest";
        if (!sorted) {
            said.remove("sort");
        }
        if (keys || !order.equals(said.get("order"))) {
            said.remove("order");
        }
        said.keySet().removeAll(sorted || keys ? BY_TIME : BY_FIGURE);
        if (keys) {
            said.keySet().removeAll(BY_FIGURE);
        }
    }

    private static String right(String name, String text) {
        boolean holds =
                switch (name) {
                    case "view" -> text.equals("errors") || text.equals("keys");
                    case "sort" -> LogSort.named(text).isPresent();
                    case "order" -> text.equals("oldest") || text.equals("least");
                    case "outcome" -> outcome(text).isPresent();
                    case "span" ->
                        !text.equals(lower(LogSpan.DAY)) && span(text).isPresent();
                    case "from", "until" -> Moments.typed(text).isPresent();
                    case "dialect" -> !text.equals(ANY) && text.matches("[a-z]{1,20}");
                    case "status" -> text.matches("[1-9]\\d{2}");
                    case "model" -> !text.equals("*");
                    case "size" ->
                        LogFilter.SIZES.stream().skip(1).map(String::valueOf).anyMatch(text::equals);
                    case "older", "newer" -> Place.of(text).isPresent();
                    case "after", "before" -> Rank.of(text).isPresent();
                    default -> true;
                };
        if (!holds) {
            return "";
        }
        return name.equals("key") && text.length() > LONGEST_KEY
                ? Secret.of(text).masked()
                : text;
    }

    static Optional<Ending> outcome(String text) {
        return Arrays.stream(Ending.values())
                .filter(ending -> lower(ending).equals(text))
                .findFirst();
    }

    static Optional<LogSpan> span(String text) {
        return Arrays.stream(LogSpan.values())
                .filter(span -> lower(span).equals(text))
                .findFirst();
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
