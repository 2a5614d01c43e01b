package io.pollux.admin;

import io.pollux.housekeeping.CheckRound;
import io.pollux.housekeeping.Verdict;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far a check of keys has come.
 *
 * @param lines keys with the same answer together: the most frequent answers
 */
public record CheckReport(int total, int done, boolean finished, List<Line> lines) {
    private static final int SHOWN = 10;

    static CheckReport of(CheckRound round) {
        // Asked before the results, so that a report that says it is finished holds all of them.
        boolean finished = round.finished();
        return of(round.total(), finished, round.results());
    }

    static CheckReport of(int total, boolean finished, List<CheckRound.Result> results) {
        Map<Line, Integer> counted = new LinkedHashMap<>();
        results.forEach(result -> counted.merge(new Line(result.verdict(), result.words(), 0), 1, Integer::sum));
        List<Line> lines = counted.entrySet().stream()
                .map(entry -> entry.getKey().counted(entry.getValue()))
                .sorted(Comparator.comparing(Line::count).reversed())
                .limit(SHOWN)
                .toList();
        return new CheckReport(total, results.size(), finished, lines);
    }

    public int percent() {
        return total == 0 ? 100 : done * 100 / total;
    }

    /** How many keys got the same answer. */
    public record Line(Verdict verdict, String words, int count) {
        Line counted(int times) {
            return new Line(verdict, words, times);
        }

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
