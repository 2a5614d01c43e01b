package io.pollux.pool;

import io.pollux.exchange.KeyKind;
import io.pollux.keys.StoredProject;
import io.pollux.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * What people and chores ask of the pool, and what they have it do, away from the path of calls: {@link KeyPool} lends, this
 * answers. Both hold the same lock, so an answer is true of one moment.
 */
public final class PoolDesk {
    /** Stands for the name of a model. */
    public static final String EVERY_MODEL = Lanes.EVERY_MODEL;

    private final KeyPool pool;
    private final LongSupplier millis;
    private final Roster roster;
    private final Lanes lanes;
    private final Benches benches;
    private final Ledger ledger;
    private final Company company;

    /**
     * @param pool its monitor is the lock
     * @param millis the pool's time; asked under the lock
     */
    PoolDesk(KeyPool pool, LongSupplier millis, Books books) {
        this.pool = pool;
        this.millis = millis;
        this.roster = books.roster();
        this.lanes = books.lanes();
        this.benches = books.benches();
        this.ledger = books.ledger();
        this.company = books.company();
    }

    /** What the pool makes of a key; empty when there is no such key. */
    public Optional<KeyView> view(long keyId) {
        synchronized (pool) {
            return roster.find(keyId).map(entry -> view(entry, now()));
        }
    }

    /** What a key's project has used of each model; empty when there is no such key. */
    public Map<String, QuotaView> quotas(long keyId) {
        synchronized (pool) {
            return roster.find(keyId)
                    .map(entry -> ledger.views(entry.project(), millis.getAsLong()))
                    .orElseGet(Map::of);
        }
    }

    /** How many keys of a kind may be lent, cooling for single models apart. */
    public int ready(KeyKind kind) {
        synchronized (pool) {
            lanes.wakeAll(lanes.common(), millis.getAsLong());
            return lanes.common().ready(kind);
        }
    }

    /** How the keys of a kind stand, cooling for single models apart. */
    public Headcount headcount(KeyKind kind) {
        synchronized (pool) {
            long now = millis.getAsLong();
            lanes.wakeAll(lanes.common(), now);
            return Shortage.of(lanes.common(), lanes, List.of(kind), roster, Instant.ofEpochMilli(now))
                    .keys();
        }
    }

    /**
     * Keys that Google refuses and that it is time to ask about again, the longest overdue first; they are not named again
     * for a while. Those whose configuration is wrong once a day, those that are not valid at every CHECK_INTERVAL_HOURS,
     * never those that are leaked or switched off.
     */
    public List<Long> dueForCheck(int atMost) {
        Duration interval = pool.settings().get(Settings.CHECK_INTERVAL_HOURS);
        synchronized (pool) {
            Instant now = now();
            List<KeyEntry> due = roster.all().stream()
                    .filter(entry -> !entry.state().trusted())
                    .filter(entry -> entry.checkDue(interval)
                            .filter(time -> !time.isAfter(now))
                            .isPresent())
                    .sorted(Comparator.comparing(
                            entry -> entry.checkDue(interval).orElseThrow()))
                    .limit(atMost)
                    .toList();
            due.forEach(entry -> entry.asked(now.toEpochMilli()));
            return due.stream().map(KeyEntry::id).toList();
        }
    }

    /** What the pool makes of a key's project; empty when there is no such key. */
    public Optional<ProjectView> project(long keyId) {
        synchronized (pool) {
            return roster.find(keyId).map(KeyEntry::project).map(this::view);
        }
    }

    /** The scope of a key's project if somebody has named that project; else, or when there is no such key, empty. */
    public String projectName(long keyId) {
        synchronized (pool) {
            return roster.find(keyId)
                    .filter(entry -> entry.key().project().isPresent())
                    .map(entry -> entry.project().scope())
                    .orElse("");
        }
    }

    /**
     * At which models projects may not be asked for a while, because a quota is spent or Google said so: not those that an
     * operator has benched, and not for less than a given time.
     */
    public List<Exhausted> exhausted(Duration atLeast) {
        List<String> models;
        synchronized (pool) {
            models = lanes.all().stream().map(Lane::model).toList();
        }
        // A lane at a time, so that calls find their keys in between.
        return models.stream()
                .map(model -> exhausted(model, atLeast))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Exhausted> exhausted(String model, Duration atLeast) {
        synchronized (pool) {
            Lane lane = EVERY_MODEL.equals(model) ? lanes.common() : lanes.serving(model);
            Instant now = now();
            return lane.model().equals(model)
                    ? Exhausted.of(lane, roster.projects().size(), now.plus(atLeast))
                    : Optional.empty();
        }
    }

    /** Keys that seem to share a project though nobody said so, the strongest suspicion first. */
    public List<Suspicion> suspicions() {
        synchronized (pool) {
            return company.suspicions(now());
        }
    }

    /** These keys do not share a project: nobody is to suggest it again, until this node starts anew. */
    public void dismiss(Suspicion suspicion) {
        synchronized (pool) {
            company.dismiss(suspicion.keyIds());
        }
    }

    /**
     * Puts a bench in force for a key's project by hand, in place of what is there: unless Google itself has named a later
     * time. No success and no failure ends it.
     *
     * @param model whole name, or {@link #EVERY_MODEL}
     * @return what is in force now; empty when there is no such key
     * @throws IllegalArgumentException when no model can have that name, or the time is over
     */
    public Optional<Cooldown> bench(long keyId, String model, Instant until, String reason) {
        boolean named = !model.isBlank() && Lanes.bookable(model) || EVERY_MODEL.equals(model);
        synchronized (pool) {
            Instant now = now();
            if (!named || !until.isAfter(now)) {
                throw new IllegalArgumentException("A bench needs a model and a time to come");
            }
            Cooldown word = new Cooldown(until, Words.clipped(reason), Cooldown.Provenance.MANUAL);
            return roster.find(keyId).map(entry -> benches.impose(entry.project(), model, word, now));
        }
    }

    /**
     * Ends by hand what benches a key's project at a model, whoever brought it, and says where it rests nevertheless: there
     * the limits would have to be waived.
     */
    public List<Rest> lift(long keyId, String model) {
        return lift(keyId, List.of(model)::contains);
    }

    /** The same at all models. */
    public List<Rest> lift(long keyId) {
        return lift(keyId, model -> true);
    }

    /** Follows what the operator says of projects, here or at another node. */
    public void hear(Collection<StoredProject> projects) {
        synchronized (pool) {
            projects.forEach(said -> ledger.hear(said, millis.getAsLong()));
        }
    }

    private List<Rest> lift(long keyId, Predicate<String> which) {
        synchronized (pool) {
            Instant now = now();
            return roster.find(keyId).map(KeyEntry::project).stream()
                    .flatMap(project -> benches.cooldowns(project, now).keySet().stream()
                            .filter(which)
                            .map(model -> rest(project, model, now)))
                    .filter(rest -> rest.until().isAfter(now))
                    .toList();
        }
    }

    private Rest rest(Project project, String model, Instant now) {
        return new Rest(
                project.scope(), model, benches.lift(project, model, now).until());
    }

    private Instant now() {
        return Instant.ofEpochMilli(millis.getAsLong());
    }

    private ProjectView view(Project project) {
        long now = millis.getAsLong();
        return new ProjectView(
                project.scope(),
                project.members().size(),
                benches.cooldowns(project, Instant.ofEpochMilli(now)),
                ledger.views(project, now));
    }

    private KeyView view(KeyEntry entry, Instant now) {
        Map<String, Cooldown> cooldowns = benches.cooldowns(entry.project(), now);
        Cooldown everywhere = cooldowns.getOrDefault(Lanes.EVERY_MODEL, Cooldown.NONE);
        return new KeyView(
                entry.id(),
                entry.standing(everywhere.until(), now),
                entry.state().failures(),
                entry.state().setAside(),
                cooldowns,
                entry.lastUsed(),
                entry.checkDue(pool.settings().get(Settings.CHECK_INTERVAL_HOURS)),
                entry.calls().in(QuotaDay.endOf(now).toEpochMilli()),
                Optional.of(Instant.ofEpochMilli(entry.heldUntil())).filter(until -> until.isAfter(now)));
    }
}
