package io.pollux.admin.intake;

import io.pollux.admin.intake.Harvest.Gathering;
import io.pollux.keys.NewKey.Use;
import io.pollux.keys.Rank;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads lines of cells under a head that names them; one of the names is {@code key}. */
final class CsvList {
    private final List<String> head;

    private CsvList(List<String> head) {
        this.head = head;
    }

    /** Empty when it is no such file. */
    static Optional<Harvest> read(String text, Pattern pattern) {
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        List<List<String>> lines = cells(plain);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        List<String> head = lines.get(0).stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        return head.size() > 1 && head.contains("key")
                ? Optional.of(new CsvList(head).harvest(lines, pattern))
                : Optional.empty();
    }

    private Harvest harvest(List<List<String>> lines, Pattern pattern) {
        Gathering gathering = new Gathering(pattern);
        for (int i = 1; i < lines.size(); i++) {
            Map<String, String> cells = new HashMap<>();
            for (int column = 0; column < Math.min(head.size(), lines.get(i).size()); column++) {
                cells.put(head.get(column), unescaped(lines.get(i).get(column)));
            }
            gathering.look(i + 1, cells.getOrDefault("key", ""), said(cells));
        }
        return gathering.harvest();
    }

    private static Said said(Map<String, String> cells) {
        String enabled = cells.getOrDefault("enabled", cells.getOrDefault("isactive", ""));
        return new Said(
                cells.getOrDefault("name", ""),
                cells.getOrDefault("profile", ""),
                cells.getOrDefault("project", ""),
                cells.getOrDefault("note", ""),
                Arrays.stream(cells.getOrDefault("labels", cells.getOrDefault("tags", ""))
                                .split(","))
                        .map(String::strip)
                        .filter(Predicate.not(String::isEmpty))
                        .toList(),
                JsonList.kind(cells.getOrDefault("kind", "")),
                rank(cells),
                JsonList.limit(cells.getOrDefault("dailylimit", cells.getOrDefault("dailyratelimit", ""))),
                enabled.matches("(?i)false|0|no|off") ? Use.LATER : Use.AT_ONCE);
    }

    private static Optional<Rank> rank(Map<String, String> cells) {
        boolean said = cells.getOrDefault("priority", "").matches("-?\\d{1,2}")
                && cells.getOrDefault("weight", "").matches("\\d{1,4}");
        return said
                ? Optional.of(new Rank(Integer.parseInt(cells.get("priority")), Integer.parseInt(cells.get("weight"))))
                : Optional.empty();
    }

    /** What a spreadsheet must not run has an apostrophe in front. */
    private static String unescaped(String cell) {
        return cell.matches("(?s)'\\s*[=+\\-@＝＋－＠].*") ? cell.substring(1) : cell.strip();
    }

    /** Commas, or semicolons where the head has no comma; quoted as RFC 4180 has it. */
    private static List<List<String>> cells(String text) {
        String head = text.lines().findFirst().orElse("");
        char gap = head.indexOf(',') < 0 && head.indexOf(';') >= 0 ? ';' : ',';
        List<List<String>> lines = new ArrayList<>();
        List<String> line = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                boolean doubled = quoted && i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (doubled) {
                    cell.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (!quoted && (c == gap || c == '\n')) {
                line.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    lines.add(line);
                    line = new ArrayList<>();
                }
            } else if (c != '\r') {
                cell.append(c);
            }
        }
        line.add(cell.toString());
        lines.add(line);
        lines.removeIf(cells -> cells.stream().allMatch(String::isBlank));
        return lines;
    }
}
