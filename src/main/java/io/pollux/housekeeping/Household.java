package io.pollux.housekeeping;

import io.pollux.clients.ClientDesk;
import io.pollux.journal.Journal;
import io.pollux.keys.CooldownShelf;
import io.pollux.keys.KeyDesk;
import io.pollux.keys.QuotaBook;
import io.pollux.pool.Changes;
import io.pollux.pool.KeyPool;
import io.pollux.rota.Rota;
import io.pollux.settings.SettingsDesk;
import io.pollux.upstream.Proxies;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** Those that need keeping, and what is done for each. */
public record Household(
        KeyPool pool,
        KeyDesk keys,
        CooldownShelf shelf,
        QuotaBook quotas,
        SettingsDesk settings,
        ClientDesk clients,
        Journal journal,
        KeyCheck check,
        Proxies proxies) {
    /** What is done by one node at a time. */
    public Jobs jobs(Rota rota, Clock clock) {
        return new StandingJobs(this, clock).on(rota);
    }

    /**
     * @param executor runs the work, at least six threads; belongs to the caller, who ends it after the housekeeper
     */
    public Housekeeper housekeeper(Clock clock, Executor executor, Jobs jobs) {
        WriteBehind writeBehind = new WriteBehind(
                pool, batch -> keys.record(batch.notes()), batch -> quotas.add(batch.uses()), this::shelve);
        OtherNodes others = new OtherNodes(keys::tellSince, clock);
        OtherNodes othersQuota = new OtherNodes(moment -> pool.hear(quotas.since(moment)), clock);
        Rhythm often = Rhythm.every(Housekeeper.BEAT.dividedBy(2));
        Rhythm second = Rhythm.every(Duration.ofSeconds(1));
        Rhythm twoSeconds = Rhythm.every(Duration.ofSeconds(2));
        Rhythm fiveSeconds = Rhythm.about(() -> Duration.ofSeconds(5));
        List<Chore> chores = new ArrayList<>(List.of(
                new Chore("write down what the pool knows and read what others wrote", often, () -> {
                    // One after the other: what is read includes what was written, and nothing that is on its way.
                    writeBehind.run();
                    othersQuota.run();
                }),
                new Chore("read what other nodes did to keys", second, others::run),
                new Chore("read settings that other nodes changed", twoSeconds, settings::reload),
                new Chore("read a token that another node changed", twoSeconds, clients::reload),
                new Chore("give up late key checks", second, check::giveUpLate),
                new Chore("ask proxies that are set aside", fiveSeconds, proxies::checkDue)));
        chores.addAll(jobs.chores());
        return new Housekeeper(clock, executor, chores, writeBehind::last);
    }

    private void shelve(Changes batch) {
        if (!batch.cooldowns().isEmpty() || !batch.lifted().isEmpty()) {
            shelf.save(batch.cooldowns(), batch.lifted());
        }
        if (!batch.ceilings().isEmpty()) {
            quotas.say(batch.ceilings());
        }
    }
}
