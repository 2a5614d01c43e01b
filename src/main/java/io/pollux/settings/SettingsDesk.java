package io.pollux.settings;

import io.pollux.storage.Storage;
import io.pollux.storage.Transaction;
import jakarta.persistence.PersistenceException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The settings of the moment, and the only way to change them.
 *
 * <p>Life of a value: the environment is written into t_settings where it has no row yet; from then on the row counts and
 * the environment does not, unless POLLUX_ENVIRONMENT_WINS turns that round (then nothing is taken over, and what the
 * environment gives cannot be changed here). Environment-only values are never stored, those that are kept elsewhere are
 * read from rows of gemini-balance and never written.
 *
 * <p>Secrets in t_settings are sealed when Pollux found the table empty. A database of gemini-balance stays as it is, so
 * that it could still run, and secrets changed here go in plain as it reads them, until {@link #seal()}.
 */
public final class SettingsDesk {
    private static final System.Logger LOG = System.getLogger(SettingsDesk.class.getName());

    private static final Set<String> HANDED_OVER = Settings.all().stream()
            .filter(setting -> setting.scope() == Setting.Scope.HANDED_OVER)
            .map(Setting::name)
            .collect(Collectors.toUnmodifiableSet());

    private final Storage storage;
    private final Environment environment;
    private final Cover cover;
    private final Clock clock;
    private final List<Consumer<Settings>> listeners = new CopyOnWriteArrayList<>();
    /** Held while rows are read or written and while the news is told, so that listeners hear changes in order. */
    private final ReentrantLock turn = new ReentrantLock();
    /** Written only by the holder of the turn. */
    private volatile State state;

    private SettingsDesk(Storage storage, Environment environment, Cover cover, Clock clock) {
        this.storage = storage;
        this.environment = environment;
        this.cover = cover;
        this.clock = clock;
    }

    /**
     * Takes the environment over and reads what counts.
     *
     * @throws BadSetting when the environment holds a value that cannot be right
     */
    public static SettingsDesk open(Storage storage, Environment environment, Sealer sealer, Clock clock) {
        SettingsDesk desk = new SettingsDesk(storage, environment, new Cover(sealer), clock);
        Settings given = environment.settings();
        desk.adopt(desk.written(rows -> {
            rows.markWhenNew();
            desk.takeOver(given, rows);
            return rows;
        }));
        desk.reportOverruled();
        return desk;
    }

    public Settings current() {
        return state.blend().settings();
    }

    public Source source(Setting<?> setting) {
        return state.blend().source(setting);
    }

    /** Whether the environment holds the value fast, so that {@link #change} refuses it. */
    public boolean locked(Setting<?> setting) {
        return environment.gives(setting) && current().get(Settings.POLLUX_ENVIRONMENT_WINS);
    }

    /** One line for each row of t_settings that is unknown or cannot be right; such rows are kept and not used. */
    public List<String> oddities() {
        return state.blend().oddities();
    }

    /**
     * Hears of every change after its commit, on the thread that made it, with the turn of the desk in hand: it must be
     * quick and must not wait for another thread.
     */
    public void listen(Consumer<Settings> listener) {
        listeners.add(listener);
    }

    /**
     * Changes all of them or none, in one transaction, and tells the listeners after the commit.
     *
     * @param texts name to value as text
     * @throws BadSetting at a name that is unknown, a setting that cannot be changed here, a value that cannot be right
     */
    public void change(Map<String, String> texts) {
        Map<Setting<?>, String> wanted = new LinkedHashMap<>();
        texts.forEach((name, text) -> {
            Setting<?> setting = changeable(name);
            wanted.put(setting, normal(setting, text));
        });
        inTurn(() -> adopt(written(rows -> {
            wanted.forEach(rows::write);
            return rows;
        })));
    }

    /** Reads what other nodes have changed. One small query; listeners hear only of a difference. */
    public void reload() {
        inTurn(() -> {
            Map<String, String> texts = new TreeMap<>(state.texts());
            texts.keySet().retainAll(HANDED_OVER);
            texts.putAll(storage.read(em -> Rows.read(em, HANDED_OVER)));
            if (!texts.equals(state.texts())) {
                adopt(texts);
            }
        });
    }

    /** Whether secrets in t_settings are sealed; gemini-balance cannot run on such a database. */
    public boolean sealed() {
        return state.texts().containsKey(Rows.SEALED);
    }

    /** Replaces every plain secret in t_settings by its ciphertext, for good. Returns how many there were. */
    public int seal() {
        turn.lock();
        try {
            int[] sealed = new int[1];
            adopt(written(rows -> {
                sealed[0] = rows.seal();
                return rows;
            }));
            return sealed[0];
        } finally {
            turn.unlock();
        }
    }

    private void takeOver(Settings given, Rows rows) {
        if (given.get(Settings.POLLUX_ENVIRONMENT_WINS)) {
            return;
        }
        for (Setting<?> setting : Settings.all()) {
            boolean stored =
                    switch (setting.scope()) {
                        case LIVE, AT_START -> true;
                        case ENVIRONMENT, HANDED_OVER -> false;
                    };
            if (stored && environment.gives(setting) && !rows.holds(setting)) {
                rows.write(setting, given.text(setting));
            }
        }
    }

    private Setting<?> changeable(String name) {
        Setting<?> setting =
                Settings.named(name).orElseThrow(() -> new BadSetting(name, name + ": there is no such setting"));
        String why =
                switch (setting.scope()) {
                    case ENVIRONMENT -> "is read from the environment only";
                    case HANDED_OVER -> "is kept elsewhere since the first start";
                    case LIVE, AT_START -> locked(setting) ? "is given by the environment, which wins here" : "";
                };
        if (!why.isEmpty()) {
            throw new BadSetting(name, name + ": cannot be changed here, it " + why);
        }
        return setting;
    }

    private static <T> String normal(Setting<T> setting, String text) {
        return setting.write(setting.parse(text));
    }

    private Map<String, String> written(Function<Rows, Rows> work) {
        try {
            return storage.inTransaction(transaction -> written(transaction, work));
        } catch (PersistenceException collided) {
            // Another node may have written the same new row at the same moment; the second time it is there.
            return storage.inTransaction(transaction -> written(transaction, work));
        }
    }

    private Map<String, String> written(Transaction transaction, Function<Rows, Rows> work) {
        return work.apply(new Rows(transaction.em(), cover, clock.instant())).texts();
    }

    private void adopt(Map<String, String> texts) {
        State before = state;
        State after = new State(texts, Blend.of(environment, cover, texts));
        state = after;
        after.blend().oddities().stream()
                .filter(line -> before == null || !before.blend().oddities().contains(line))
                .forEach(line -> LOG.log(Level.WARNING, "t_settings: {0}", line));
        listeners.forEach(listener -> tell(listener, after.blend().settings()));
    }

    private static void tell(Consumer<Settings> listener, Settings settings) {
        try {
            listener.accept(settings);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A change of settings could not be heard everywhere", e);
        }
    }

    private void reportOverruled() {
        List<String> names = state.blend().overruled();
        if (!names.isEmpty()) {
            LOG.log(
                    Level.INFO,
                    "The database''s values of {0} count, not the environment''s; POLLUX_ENVIRONMENT_WINS=true turns that"
                            + " round",
                    String.join(", ", names));
        }
    }

    private void inTurn(Runnable work) {
        turn.lock();
        try {
            work.run();
        } finally {
            turn.unlock();
        }
    }

    private record State(Map<String, String> texts, Blend blend) {}
}
