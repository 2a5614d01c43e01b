package io.pollux.bench;

import io.pollux.bench.StreamLoad.Figures;
import io.pollux.bench.StreamLoad.Plan;
import io.pollux.bench.Table.Goal;
import io.pollux.testing.ServerKind;
import java.time.Duration;
import java.util.List;

/** Very many slow streams at once: whether all come to their ends, and what memory they take. */
final class OpenCase implements Bench.Case {
    static final int STREAMS = 5000;

    private static final int CHUNK_MILLIS = 500;
    private static final Duration RAMP = Duration.ofSeconds(10);

    @Override
    public Table measure(Site site) {
        Plan plan = new Plan(STREAMS, CHUNK_MILLIS, RAMP, site.options().times().window());
        List<Figures> figures = site.proxies().stream()
                .map(proxy -> new StreamLoad(proxy, site.upstream().handle(), plan).run())
                .toList();
        int megabytes = site.options().server() == ServerKind.PAYARA_MICRO ? 1200 : 1000;
        List<Double> memory = site.proxies().stream()
                .map(proxy -> proxy == site.nginx() ? Double.NaN : Kernel.peakMegabytes(proxy.process()))
                .toList();
        return new Table(STREAMS + " open streams with a chunk every " + CHUNK_MILLIS + " ms", site.proxies())
                .row(
                        "complete",
                        figures.stream().map(f -> (double) f.complete()).toList(),
                        Goal.exactly(STREAMS))
                .row("most memory since the start, MB", memory, Goal.atMost(megabytes))
                .row(
                        "CPU per chunk, µs",
                        figures.stream().map(Figures::cpuMicros).toList())
                .row("late by, p99, ms", figures.stream().map(Figures::p99).toList())
                .row("pace reached, %", figures.stream().map(Figures::pace).toList());
    }
}
