package io.pollux.settings;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All rows of t_settings inside one transaction. */
final class Rows {
    /**
     * A row that is no setting: secrets of this database are sealed. Made when Pollux finds the table empty, or when the
     * operator seals a database that gemini-balance made; gemini-balance passes over it.
     */
    static final String SEALED = "POLLUX_SEALED";

    private final EntityManager em;
    private final Cover cover;
    private final Instant now;
    private final Map<String, String> texts = new TreeMap<>();

    Rows(EntityManager em, Cover cover, Instant now) {
        this.em = em;
        this.cover = cover;
        this.now = now;
        texts.putAll(read(em, Set.of("")));
    }

    /**
     * Name to text of all rows but these. Nothing that is handed over at the start is worth reading again and again: keys
     * may fill hundreds of kilobytes.
     */
    static Map<String, String> read(EntityManager em, Set<String> without) {
        Map<String, String> texts = new TreeMap<>();
        em.createQuery("select r.name, r.text from SettingRow r where r.name not in :without", Object[].class)
                .setParameter("without", without)
                .getResultList()
                .forEach(row -> texts.put((String) row[0], row[1] == null ? "" : (String) row[1]));
        return texts;
    }

    /** Name to text, as it lies in the table. */
    Map<String, String> texts() {
        return Collections.unmodifiableMap(new TreeMap<>(texts));
    }

    boolean holds(Setting<?> setting) {
        return texts.containsKey(setting.name());
    }

    boolean sealed() {
        return texts.containsKey(SEALED);
    }

    /** The first time Pollux sees this database; one that gemini-balance has used has rows. */
    void markWhenNew() {
        if (texts.isEmpty()) {
            put(SEALED, "true");
        }
    }

    /**
     * The same rows when nobody else can change those of these settings before the transaction ends. One that is missing
     * cannot be held, but two that insert it at once collide.
     */
    static Rows held(EntityManager em, Cover cover, Instant now, Set<String> names) {
        em.createQuery("select r from SettingRow r where r.name in :names order by r.name", SettingRow.class)
                .setParameter("names", names)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
        return new Rows(em, cover, now);
    }

    /** What is stored for it, opened; empty when nothing is, or nothing that can be opened. */
    Optional<String> plain(Setting<?> setting) {
        try {
            return Optional.ofNullable(texts.get(setting.name())).map(text -> cover.take(setting.name(), text));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    /** See {@link SettingView#version}. */
    String version(Setting<?> setting) {
        return cover.version(setting.name(), texts.get(setting.name()));
    }

    void remove(Setting<?> setting) {
        texts.remove(setting.name());
        em.createQuery("delete from SettingRow r where r.name = :name")
                .setParameter("name", setting.name())
                .executeUpdate();
    }

    void write(Setting<?> setting, String plain) {
        if (plain(setting).filter(plain::equals).isPresent()) {
            return;
        }
        boolean hide = sealed() && setting.secret() && !plain.isEmpty();
        put(setting.name(), hide ? cover.put(setting.name(), plain) : plain);
    }

    /** Writes down what the environment gives and no row holds, unless the environment wins anyway. */
    void takeOver(Environment environment, Settings given) {
        if (given.get(Settings.POLLUX_ENVIRONMENT_WINS)) {
            return;
        }
        for (Setting<?> setting : Settings.all()) {
            boolean stored =
                    switch (setting.scope()) {
                        case LIVE, AT_START -> true;
                        case ENVIRONMENT, HANDED_OVER -> false;
                    };
            if (stored && environment.gives(setting) && !holds(setting)) {
                write(setting, given.text(setting));
            }
        }
    }

    /** Seals every secret that lies plain, whoever wrote it, and returns their number. */
    int seal() {
        put(SEALED, "true");
        int sealed = 0;
        for (Map.Entry<String, String> row : Map.copyOf(texts).entrySet()) {
            boolean secret =
                    Settings.named(row.getKey()).filter(Setting::secret).isPresent();
            if (secret && !row.getValue().isEmpty() && !cover.covers(row.getValue())) {
                put(row.getKey(), cover.put(row.getKey(), row.getValue()));
                sealed++;
            }
        }
        return sealed;
    }

    private void put(String name, String text) {
        if (texts.put(name, text) == null) {
            em.persist(new SettingRow(name, text, now));
            return;
        }
        em.createQuery("update SettingRow r set r.text = :text, r.updatedAt = :now where r.name = :name")
                .setParameter("text", text)
                .setParameter("now", now)
                .setParameter("name", name)
                .executeUpdate();
    }
}
