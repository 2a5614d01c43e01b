package io.pollux.admin.dashboard;

import io.pollux.exchange.Ending;
import io.pollux.exchange.Failure;
import io.pollux.journal.tally.Grain;
import io.pollux.journal.tally.Sums;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** The charts of the page, and what each draws of a course. */
public enum Chart {
    CALLS {
        @Override
        void draw(Course course, Map<String, List<Long>> lines) {
            for (Ending ending : Ending.values()) {
                lines.put(ending.name(), line(course, sums -> sums.calls(ending)));
            }
            lines.put("attempts", line(course, Sums::attempts));
            lines.put("attempts_failed", line(course, Sums::attemptsFailed));
        }
    },
    TOKENS {
        @Override
        void draw(Course course, Map<String, List<Long>> lines) {
            lines.put("input", line(course, sums -> Math.max(0, sums.inputTokens() - sums.cachedTokens())));
            lines.put("cached", line(course, Sums::cachedTokens));
            lines.put("output", line(course, Sums::outputTokens));
            lines.put("thought", line(course, Sums::thoughtTokens));
        }
    },
    /** Milliseconds; 0 where nothing was measured. */
    LATENCY {
        @Override
        void draw(Course course, Map<String, List<Long>> lines) {
            for (int percent : PERCENTILES) {
                lines.put("first_" + percent, line(course, sums -> sums.firstByte(percent)));
            }
            for (int percent : PERCENTILES) {
                lines.put("total_" + percent, line(course, sums -> sums.total(percent)));
            }
        }
    },
    ERRORS {
        @Override
        void draw(Course course, Map<String, List<Long>> lines) {
            TreeSet<String> reasons = new TreeSet<>();
            course.sums().forEach(sums -> reasons.addAll(sums.failures().keySet()));
            reasons.forEach(reason ->
                    lines.put(reason, line(course, sums -> sums.failures().getOrDefault(reason, 0L))));
        }
    };

    static final List<Integer> PERCENTILES = List.of(50, 95, 99);

    /** Its lines by their names, each with a number for every point. */
    Map<String, List<Long>> lines(Course course) {
        Map<String, List<Long>> lines = new LinkedHashMap<>();
        draw(course, lines);
        return lines;
    }

    abstract void draw(Course course, Map<String, List<Long>> lines);

    private static List<Long> line(Course course, ToLongFunction<Sums> of) {
        return course.sums().stream().map(of::applyAsLong).toList();
    }

    /** The names of all lines that there may be. */
    static List<String> names() {
        Course nothing = new Course(new Lens(Grain.HOUR, Grain.HOUR.length()), List.of(), List.of());
        return Stream.concat(
                        Arrays.stream(values()).flatMap(chart -> chart.lines(nothing).keySet().stream()),
                        Stream.concat(
                                Arrays.stream(Failure.class.getPermittedSubclasses())
                                        .map(Class::getSimpleName),
                                Stream.of("time", "other")))
                .toList();
    }

    static Optional<Chart> named(String name) {
        return Arrays.stream(values())
                .filter(chart -> DashboardFilter.lower(chart).equals(name))
                .findFirst();
    }
}
