package io.pollux.admin;

import io.pollux.housekeeping.CheckRound;
import io.pollux.housekeeping.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far a check of keys has come.
 *
 * @param lines keys with the same answer together, the most frequent answer first
 */
public record CheckReport(int total, int done, boolean finished, List<Line> lines) {
    static CheckReport of(CheckRound round) {
        Map<Line, Integer> counted = new LinkedHashMap<>();
        List<CheckRound.Result> results = round.results();
        results.forEach(result -> counted.merge(new Line(result.verdict(), result.words(), 0), 1, Integer::sum));
        List<Line> lines = new ArrayList<>();
        counted.forEach((line, count) -> lines.add(new Line(line.verdict(), line.words(), count)));
        lines.sort(Comparator.comparing(Line::count).reversed());
        return new CheckReport(round.total(), results.size(), round.finished(), List.copyOf(lines));
    }

    public int percent() {
        return total == 0 ? 100 : done * 100 / total;
    }

    /** How many keys got the same answer. */
    public record Line(Verdict verdict, String words, int count) {
        public String tone() {
            return switch (verdict) {
                case VALID -> "good";
                case RATE_LIMITED -> "wait";
                case INVALID -> "bad";
                case UNREACHABLE, UNCLEAR -> "off";
            };
        }
    }
}
