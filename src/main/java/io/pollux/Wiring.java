package io.pollux;

import io.pollux.admin.ModelShelf;
import io.pollux.admin.Office;
import io.pollux.admin.OfficeDoor;
import io.pollux.admin.gate.ScriptPass;
import io.pollux.dialect.gemini.GeminiDialect;
import io.pollux.dialect.openai.OpenAiDialect;
import io.pollux.edge.Entrance;
import io.pollux.edge.Health;
import io.pollux.exchange.KeyKind;
import io.pollux.housekeeping.Housekeeper;
import io.pollux.journal.LogReader;
import io.pollux.journal.tally.TallyReader;
import io.pollux.keys.RefusedKeys;
import io.pollux.pool.Headcount;
import io.pollux.prompts.PromptDesk;
import io.pollux.settings.Environment;
import io.pollux.settings.Settings;
import io.pollux.storage.DatabaseUnavailable;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Builds the house and hands it to the container: the only class that knows every room.
 *
 * <p>Starting goes on behind the server's back, for a database may be late: until then the doors say that Pollux is
 * starting, and {@code /health} says why it takes so long.
 */
@ApplicationScoped
public class Wiring {
    private static final System.Logger LOG = System.getLogger(Wiring.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final TimeScale timeScale = TimeScale.ofProcess();
    private final Clock clock = timeScale.clock();
    private volatile Works works;
    private volatile String trouble = "starting";
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicBoolean stopped = new AtomicBoolean();
    private Entrance entrance;
    private OfficeDoor officeDoor;
    private Thread starter;

    /** The container builds lazily; this makes it build at once. */
    void begin(@Observes @Initialized(ApplicationScoped.class) Object application) {
        starter.start();
    }

    @PostConstruct
    void prepare() {
        Taste taste = new Taste(this::settings);
        officeDoor = new OfficeDoor();
        entrance = new Entrance(
                new GeminiDialect(taste),
                new OpenAiDialect(taste, clock, ThreadLocalRandom::current),
                this::health,
                request -> officeDoor.office().flatMap(office -> ScriptPass.administrator(request, office)));
        starter = new Thread(this::start, "pollux-start");
        starter.setDaemon(true);
        starter.setContextClassLoader(Wiring.class.getClassLoader());
    }

    /**
     * New calls are refused at once, those under way may finish, then everything is closed. {@link Farewell} asks for it when
     * the application ends; the container asks again, for a start that went no further than this bean.
     */
    @PreDestroy
    void stop() {
        if (!stopped.compareAndSet(false, true)) {
            return;
        }
        stopping.countDown();
        entrance.shut();
        officeDoor.shut();
        try {
            // Not interrupted: an embedded database would take that for a broken file.
            starter.join(LONGEST_PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Works open = works;
        if (open != null) {
            open.close();
        }
    }

    @Produces
    @Dependent
    Entrance entrance() {
        return entrance;
    }

    @Produces
    @Dependent
    OfficeDoor officeDoor() {
        return officeDoor;
    }

    /** Null until Pollux has started, as the timers expect. */
    @Produces
    @Dependent
    Housekeeper housekeeper() {
        Works open = works;
        return open == null ? null : open.housekeeper();
    }

    private Settings settings() {
        Works open = works;
        return open == null ? Settings.defaults() : open.settings().current();
    }

    private void start() {
        Duration pause = FIRST_PAUSE;
        while (!draining() && works == null) {
            try {
                open(Works.open(Environment.ofProcess(), timeScale));
            } catch (DatabaseUnavailable away) {
                trouble = away.getMessage();
                LOG.log(Level.WARNING, "{0}; next try in {1} s", away.getMessage(), pause.toSeconds());
                pause = rest(pause);
            } catch (IllegalArgumentException wrong) {
                trouble = wrong.getMessage();
                LOG.log(Level.ERROR, "Pollux does not start: {0}", wrong.getMessage());
                return;
            } catch (RuntimeException | Error fault) {
                trouble = "an internal error";
                LOG.log(Level.ERROR, "Pollux does not start", fault);
                return;
            }
        }
    }

    private void open(Works opened) {
        works = opened;
        trouble = "";
        entrance.open(opened.gateway());
        officeDoor.open(new Office(
                opened.keys(),
                opened.projects(),
                opened.pool().desk(),
                opened.keyCheck(),
                opened.jobs(),
                opened.eraser(),
                new LogReader(opened.storage()),
                opened.journal(),
                new TallyReader(opened.storage()),
                new RefusedKeys(opened.storage()),
                new PromptDesk(opened.storage(), clock),
                opened.clients(),
                opened.settings()::current,
                opened.settings(),
                opened.upstream(),
                opened.upstream(),
                new ModelShelf(opened.pool(), opened.upstream(), clock),
                opened.gateway().relay(),
                clock));
        Headcount keys = opened.pool().desk().headcount(KeyKind.GEMINI);
        LOG.log(Level.INFO, "Pollux is ready with {0} keys", keys.total());
    }

    private boolean draining() {
        return stopping.getCount() == 0;
    }

    /** Waits, unless the house is to be closed meanwhile. */
    private Duration rest(Duration pause) {
        try {
            if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return pause;
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    private Health health() {
        Works open = works;
        if (open == null) {
            return new Health(false, draining(), trouble, 0, 0);
        }
        int all = 0;
        int ready = 0;
        for (KeyKind kind : KeyKind.values()) {
            all += open.pool().desk().headcount(kind).total();
            ready += open.pool().desk().ready(kind);
        }
        return new Health(!draining(), draining(), open.storage().healthy() ? "up" : "down", all, ready);
    }
}
