package io.pollux.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The same measurement several times, one proxy after the other in each round, so that what the machine does besides meets
 * all of them.
 *
 * @param <F> the figures of one measurement
 */
final class Rounds<F> {
    private final Map<Proxy, List<F>> figures = new LinkedHashMap<>();

    Rounds(Site site, Function<Proxy, F> measurement) {
        for (int round = 1; round <= site.options().rounds(); round++) {
            for (Proxy proxy : site.proxies()) {
                F measured = measurement.apply(proxy);
                System.out.println("  round " + round + " " + proxy.name() + ": " + measured);
                figures.computeIfAbsent(proxy, missing -> new ArrayList<>()).add(measured);
            }
        }
    }

    /** For each proxy the one in the middle of its rounds. */
    List<Double> medians(ToDoubleFunction<F> figure) {
        return figures.values().stream().map(all -> median(all, figure)).toList();
    }

    /** For each proxy the worst of its rounds, where less is worse. */
    List<Double> least(ToDoubleFunction<F> figure) {
        return figures.values().stream()
                .map(all -> all.stream().mapToDouble(figure).min().orElseThrow())
                .toList();
    }

    /** For each proxy the worst of its rounds, where more is worse. */
    List<Double> most(ToDoubleFunction<F> figure) {
        return figures.values().stream()
                .map(all -> all.stream().mapToDouble(figure).max().orElseThrow())
                .toList();
    }

    private static <F> double median(List<F> all, ToDoubleFunction<F> figure) {
        double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
