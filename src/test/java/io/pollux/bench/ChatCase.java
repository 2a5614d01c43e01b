package io.pollux.bench;

import io.pollux.bench.ChatLoad.Figures;
import io.pollux.bench.Table.Goal;
import java.time.Duration;

/** OpenAI chat without a stream: what a request costs, and how many can be had. */
final class ChatCase implements Bench.Case {
    private static final int CLIENTS = 32;

    @Override
    public Table measure(Site site) {
        site.polluxes()
                .forEach(pollux -> load(site, pollux, site.options().times().warmUp()));
        Rounds<Figures> rounds = new Rounds<>(
                site, proxy -> load(site, proxy, site.options().times().window()));
        return new Table("Chat without stream, " + CLIENTS + " connections", site.proxies())
                .row("CPU per request, µs", rounds.medians(Figures::cpuMicros), Goal.ratioAtMost(10))
                .row("requests per second", rounds.medians(Figures::rate), Goal.ratioAtLeast(0.2))
                .row("median time, ms", rounds.medians(Figures::median))
                .row("p99 time, ms", rounds.medians(Figures::p99))
                .row("failed, all rounds' most", rounds.most(Figures::failed), Goal.exactly(0));
    }

    private static Figures load(Site site, Proxy proxy, Duration window) {
        return new ChatLoad(proxy, site.upstream().handle(), CLIENTS).run(window);
    }
}
