package io.pollux.bench;

import io.pollux.bench.StreamLoad.Figures;
import io.pollux.bench.StreamLoad.Plan;
import io.pollux.bench.Table.Goal;
import java.time.Duration;

/** OpenAI chats as streams of small chunks: how late they come, what each costs, whether all come. */
final class StreamCase implements Bench.Case {
    static final int CHUNK_MILLIS = 20;

    private static final Duration RAMP = Duration.ofSeconds(2);

    private final int streams;
    private final Strain strain;

    StreamCase(int streams, Strain strain) {
        this.streams = streams;
        this.strain = strain;
    }

    /** How much of the machine it takes. */
    enum Strain {
        /** Nobody has to wait for the processor: lateness is the proxy's own. */
        EASY,
        /** The machine may not keep up: what counts is that all arrives, and at what cost. */
        HARD
    }

    @Override
    public Table measure(Site site) {
        site.polluxes()
                .forEach(pollux -> load(site, pollux, site.options().times().warmUp()));
        Rounds<Figures> rounds = new Rounds<>(
                site, proxy -> load(site, proxy, site.options().times().window()));
        boolean easy = strain == Strain.EASY;
        return new Table(streams + " streams with a chunk every " + CHUNK_MILLIS + " ms", site.proxies())
                .row("complete, least of all rounds", rounds.least(Figures::complete), Goal.exactly(streams))
                .row("CPU per chunk, µs", rounds.medians(Figures::cpuMicros), easy ? Goal.NONE : Goal.ratioAtMost(4))
                .row("late by, median, ms", rounds.medians(Figures::p50))
                .row("late by, p99, ms", rounds.medians(Figures::p99), easy ? Goal.ratioAtMost(3) : Goal.NONE)
                .row("on its way, p99, ms", rounds.medians(Figures::passingP99))
                .row("pace reached, %", rounds.medians(Figures::pace))
                .row(
                        "busiest process, % of the machine",
                        rounds.most(Figures::busiest), easy ? Goal.atMost(60) : Goal.NONE);
    }

    private Figures load(Site site, Proxy proxy, Duration window) {
        Plan plan = new Plan(streams, CHUNK_MILLIS, RAMP, window);
        return new StreamLoad(proxy, site.upstream().handle(), plan).run();
    }
}
