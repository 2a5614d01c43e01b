package io.pollux;

import io.pollux.clients.ClientDesk;
import io.pollux.edge.Gateway;
import io.pollux.housekeeping.Household;
import io.pollux.housekeeping.Housekeeper;
import io.pollux.housekeeping.Jobs;
import io.pollux.housekeeping.KeyCheck;
import io.pollux.journal.Eraser;
import io.pollux.journal.Journal;
import io.pollux.keys.CooldownShelf;
import io.pollux.keys.KeyDesk;
import io.pollux.keys.KeyVault;
import io.pollux.keys.ProjectDesk;
import io.pollux.keys.QuotaBook;
import io.pollux.pool.KeyPool;
import io.pollux.relay.Relay;
import io.pollux.rota.Rota;
import io.pollux.settings.Environment;
import io.pollux.settings.LogLevel;
import io.pollux.settings.Settings;
import io.pollux.settings.SettingsDesk;
import io.pollux.storage.DataDirectory;
import io.pollux.storage.DatabaseAddress;
import io.pollux.storage.Storage;
import io.pollux.upstream.VertxUpstream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Every room's objects once the database is open: built from the ground floor up, closed from the roof down. What is built
 * halfway when something fails is closed too.
 */
final class Works implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Works.class.getName());
    private static final Duration GRACE = Duration.ofSeconds(20);

    /** A WAR is not told its server's address and port; this is where the README's first command puts it. */
    private static final String PAGE = "the address of this server, http://localhost:8080/ unless configured otherwise";

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final TimeScale timeScale;
    private final Clock clock;
    private final Threads threads;

    private Storage storage;
    private SettingsDesk settings;
    private KeyDesk keys;
    private ProjectDesk projects;
    private KeyPool pool;
    private ClientDesk clients;
    private Journal journal;
    private VertxUpstream upstream;
    private Relay relay;
    private KeyCheck keyCheck;
    private Eraser eraser;
    private Jobs jobs;
    private Housekeeper housekeeper;

    private Works(TimeScale timeScale) {
        this.timeScale = timeScale;
        this.clock = timeScale.clock();
        this.threads = opened(new Threads());
    }

    /**
     * @throws io.pollux.storage.DatabaseUnavailable when it is worth trying again
     * @throws IllegalArgumentException in one line, when a value of the environment cannot be right
     */
    static Works open(Environment environment, TimeScale timeScale) {
        environment.settings();
        Works works = new Works(timeScale);
        try {
            works.build(environment);
            return works;
        } catch (RuntimeException | Error e) {
            works.close();
            throw e;
        }
    }

    private void build(Environment environment) {
        Path data = DataDirectory.from(environment::value);
        storage = opened(Storage.open(DatabaseAddress.from(environment::value)));
        KeyVault vault = KeyVault.open(storage, data, environment.settings().get(Settings.POLLUX_MASTER_KEY));
        settings = SettingsDesk.open(storage, environment, vault, clock);
        if (environment.settings().get(Settings.POLLUX_SEAL_SECRETS)) {
            LOG.log(System.Logger.Level.INFO, "Sealed {0} secrets in t_settings", settings.seal());
        }
        opened(LogLevel.follow(settings));
        clients = ClientDesk.open(storage, settings, vault::tokenHash, new ClientDesk.House(data, PAGE, clock));
        CooldownShelf shelf = new CooldownShelf(storage, clock);
        QuotaBook quotas = new QuotaBook(storage, clock);
        fillPool(vault, shelf, quotas);
        journal = opened(Journal.open(storage, settings::current, pool.desk()::projectName));
        eraser = opened(new Eraser(storage, clock));
        upstream = opened(new VertxUpstream(settings::current));
        keyCheck = new KeyCheck(pool, upstream, settings::current, clock);
        Household household = new Household(pool, keys, shelf, quotas, settings, clients, journal, keyCheck, upstream);
        jobs = household.jobs(new Rota(storage, NodeName.fresh(), clock), clock);
        housekeeper = opened(household.housekeeper(clock, threads.workers(), jobs));
        opened(jobs);
        // Last, and so closed first: what the last calls tell the pool and the journal is still written down.
        relay = new Relay(
                pool,
                upstream,
                settings::current,
                journal::record,
                (delay, task) -> threads.after(timeScale.real(delay), task),
                clock);
        opened(() -> relay.close(GRACE));
    }

    private void fillPool(KeyVault vault, CooldownShelf shelf, QuotaBook quotas) {
        keys = new KeyDesk(storage, vault, clock);
        new FirstKeys(keys).take(settings.current());
        pool = new KeyPool(settings::current, clock);
        pool.restore(keys.snapshots(), shelf.load(clock.instant()));
        pool.hear(quotas.since(Instant.EPOCH));
        keys.listen(pool::apply);
        projects = new ProjectDesk(storage, clock);
        projects.listen(pool.desk()::hear);
    }

    Gateway gateway() {
        return new Gateway(relay, clients, settings::current, threads::after);
    }

    Storage storage() {
        return storage;
    }

    SettingsDesk settings() {
        return settings;
    }

    KeyDesk keys() {
        return keys;
    }

    ProjectDesk projects() {
        return projects;
    }

    KeyPool pool() {
        return pool;
    }

    ClientDesk clients() {
        return clients;
    }

    VertxUpstream upstream() {
        return upstream;
    }

    Relay relay() {
        return relay;
    }

    Journal journal() {
        return journal;
    }

    KeyCheck keyCheck() {
        return keyCheck;
    }

    Eraser eraser() {
        return eraser;
    }

    Jobs jobs() {
        return jobs;
    }

    Housekeeper housekeeper() {
        return housekeeper;
    }

    /** Lets calls under way finish for a while; whatever fails to close keeps nothing else open. */
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception | Error e) {
                LOG.log(System.Logger.Level.WARNING, "Closing failed", e);
            }
        }
    }

    private <T extends AutoCloseable> T opened(T resource) {
        opened.push(resource);
        return resource;
    }
}
