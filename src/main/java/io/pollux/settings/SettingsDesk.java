package io.pollux.settings;

import io.pollux.storage.Storage;
import io.pollux.storage.Transaction;
import jakarta.persistence.PersistenceException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final String NOBODY = "Pollux";

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
            rows.takeOver(environment, given);
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
        return overview().hold(setting) == SettingView.Hold.ENVIRONMENT_WINS;
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

    /** How every setting stands now, in the order of {@link Settings#all()}. */
    public List<SettingView> views() {
        return overview().views();
    }

    /** As {@link #change(Edit)}, whatever others have done meanwhile. */
    public void change(Map<String, String> texts) {
        Edit edit = Edit.by(NOBODY);
        for (Map.Entry<String, String> wish : texts.entrySet()) {
            edit = edit.set(wish.getKey(), wish.getValue());
        }
        change(edit);
    }

    /**
     * Changes all that is wished or nothing, in one transaction with its lines in the history, and tells the listeners after
     * the commit. Other nodes hear of it within two seconds, see {@link #reload}.
     *
     * @return what has changed; a value that stood already has not
     * @throws BadSetting at a name that is unknown, a setting that cannot be changed here, a value that cannot be right
     * @throws ChangedMeanwhile when a setting is not what the editor saw
     */
    public List<SettingChange> change(Edit edit) {
        Map<Setting<?>, Optional<String>> wishes = new LinkedHashMap<>();
        edit.wishes().forEach((name, wish) -> wishes.put(overview().changeable(name), wish));
        List<SettingChange> changes = new ArrayList<>();
        inTurn(() -> {
            if (!wishes.isEmpty()) {
                Written written = amended(edit, wishes);
                adopt(written.texts());
                changes.addAll(written.changes());
            }
        });
        return changes;
    }

    /** What speaks against an edit; nothing when {@link #change} would take it. */
    public List<BadSetting> bad(Edit edit) {
        List<BadSetting> all = new ArrayList<>();
        edit.wishes().forEach((name, wish) -> {
            try {
                Setting<?> setting = overview().changeable(name);
                wish.ifPresent(text -> meant(setting, text));
            } catch (BadSetting bad) {
                all.add(bad);
            }
        });
        return all;
    }

    /**
     * The value that a text stands for, masks of the secrets that stand included.
     *
     * @throws BadSetting when there is none
     */
    public <T> T meant(Setting<T> setting, String text) {
        return setting.parse(Mask.resolve(setting, text, current().text(setting)));
    }

    /** Puts into the history that something was changed which is kept elsewhere. */
    public void noteElsewhere(Setting<?> setting, String who) {
        SettingChange change = new SettingChange(
                0, clock.instant(), who, setting.name(), Optional.empty(), Optional.empty(), setting.secret());
        storage.write(transaction -> History.add(transaction.em(), change));
    }

    /** What was changed lately, the newest first. */
    public List<SettingChange> history(int most) {
        return storage.read(em -> History.newest(em, most));
    }

    /** What was changed lately of one setting, the newest first. */
    public List<SettingChange> history(String name, int most) {
        return storage.read(em -> History.newest(em, name, most));
    }

    /** Forgets of each setting's history what is beyond the newest lines. */
    public void tidy() {
        storage.write(transaction -> History.trim(transaction.em()));
    }

    /**
     * Takes a change of the history back.
     *
     * @throws IllegalArgumentException when there is no such line, or it is one of a secret
     * @throws ChangedMeanwhile when the setting has been changed again since then
     * @throws BadSetting when the setting cannot be changed any more, or the old value is not allowed any more
     */
    public List<SettingChange> revert(long change, String who) {
        SettingChange line = storage.read(em -> History.find(em, change))
                .filter(found -> !found.secret())
                .orElseThrow(() -> new IllegalArgumentException("There is no such change that could be taken back"));
        return change(line.back(who)
                .seen(line.name(), cover.version(line.name(), line.after().orElse(null))));
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
        int[] sealed = new int[1];
        inTurn(() -> adopt(written(rows -> {
            sealed[0] = rows.seal();
            return rows;
        })));
        return sealed[0];
    }

    private Overview overview() {
        return new Overview(environment, cover, state.blend(), state.texts());
    }

    private Written amended(Edit edit, Map<Setting<?>, Optional<String>> wishes) {
        try {
            return storage.inTransaction(transaction -> amended(transaction, edit, wishes));
        } catch (PersistenceException collided) {
            // Another node may have written the same new row at the same moment; the second time it is there.
            return storage.inTransaction(transaction -> amended(transaction, edit, wishes));
        }
    }

    private Written amended(Transaction transaction, Edit edit, Map<Setting<?>, Optional<String>> wishes) {
        Set<String> names = wishes.keySet().stream().map(Setting::name).collect(Collectors.toUnmodifiableSet());
        Instant now = clock.instant();
        Rows rows = Rows.held(transaction.em(), cover, now, names);
        List<SettingChange> changes = new Amendment(edit, environment.settings(), rows, now).carryOut(wishes);
        changes.forEach(change -> History.add(transaction.em(), change));
        return new Written(rows.texts(), changes);
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
                    "The database''s values of {0} count; POLLUX_ENVIRONMENT_WINS=true lets the environment''s count",
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

    private record Written(Map<String, String> texts, List<SettingChange> changes) {}

    private record State(Map<String, String> texts, Blend blend) {}
}
