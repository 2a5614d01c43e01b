package io.pollux.pool;

import io.pollux.exchange.Quota;
import io.pollux.keys.StoredProject;
import io.pollux.keys.StoredProject.Waiver;
import io.pollux.pool.Ceilings.Word;
import io.pollux.settings.Settings;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Which limits people have set for whom: by the settings for all projects, and by hand for one. Guarded by the pool's lock. */
final class Allowances {
    private Settings followed = Settings.defaults();
    private Limits limits = new Limits(followed);
    private boolean guard = followed.get(Settings.POLLUX_QUOTA_GUARD);
    private long edition;
    private final Map<String, StoredProject> projects = new HashMap<>();

    /** Takes over the settings of the moment; returns whether that changes anything for anybody. */
    boolean follow(Settings current) {
        if (current == followed) {
            return false;
        }
        followed = current;
        Limits next = new Limits(current);
        boolean guarded = current.get(Settings.POLLUX_QUOTA_GUARD);
        if (guarded == guard && next.equals(limits)) {
            return false;
        }
        edition++;
        guard = guarded;
        limits = next;
        return true;
    }

    /** Takes over what the operator says of a project; returns whether that is news. */
    boolean hear(StoredProject said) {
        boolean nothing = said.limits().isEmpty() && said.waivers().isEmpty();
        StoredProject before = nothing ? projects.remove(said.scope()) : projects.put(said.scope(), said);
        boolean news = nothing ? before != null : !said.equals(before);
        edition += news ? 1 : 0;
        return news;
    }

    /** A project has other keys than before, perhaps of another kind. */
    void membersChanged() {
        edition++;
    }

    /** Whether projects rest before their limits. */
    boolean guard() {
        return guard;
    }

    /** Sees to it that an account goes by what is said now. */
    void refresh(Account account, long now) {
        if (account.outdated(edition)) {
            Project project = account.project();
            StoredProject said = projects.get(project.scope());
            account.ceilings()
                    .configure(
                            limits.of(project.kind(), account.model()),
                            said == null ? Word.NONE : word(said, account.model()),
                            now);
        }
        account.ceilings().age(now);
    }

    private static Word word(StoredProject said, String model) {
        Map<Quota, Long> limits = new Limits(said.limits()).of(model);
        Instant since = limits.isEmpty() ? Instant.EPOCH : said.limitedAt();
        return new Word(limits, since, said.waivers().getOrDefault(model, Waiver.NONE));
    }
}
