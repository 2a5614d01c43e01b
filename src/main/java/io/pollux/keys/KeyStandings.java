package io.pollux.keys;

import io.pollux.exchange.Failure.Refusal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How all keys of the table stand at one moment, counted in one go. */
public record KeyStandings(KeyCensus census, KeyWorries worries) {
    static KeyStandings of(List<Line> lines) {
        long all = 0;
        long on = 0;
        long inUse = 0;
        long failing = 0;
        Map<Refusal, Long> refused = new EnumMap<>(Refusal.class);
        for (Line line : lines) {
            all += line.all;
            on += line.on;
            if (line.refusal.isEmpty()) {
                inUse += line.on;
                failing += line.failing;
            } else if (line.on > 0) {
                refused.put(line.refusal.get(), line.on);
            }
        }
        return new KeyStandings(new KeyCensus(inUse, on - inUse, all - on), new KeyWorries(refused, failing));
    }

    /**
     * Those that Google refuses for one reason, or those that it does not.
     *
     * @param all of them
     * @param on those that are switched on
     * @param failing those among them that have failed of late
     */
    record Line(Optional<Refusal> refusal, long all, long on, long failing) {
        static Line of(Object[] row) {
            return new Line(refusal((String) row[0]), number(row[1]), number(row[2]), number(row[3]));
        }

        private static Optional<Refusal> refusal(String name) {
            return Arrays.stream(Refusal.values())
                    .filter(refusal -> refusal.name().equals(name))
                    .findFirst();
        }

        private static long number(Object column) {
            return ((Number) column).longValue();
        }
    }
}
