package io.pollux.settings;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
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

    void write(Setting<?> setting, String plain) {
        if (holds(setting, plain)) {
            return;
        }
        boolean hide = sealed() && setting.secret() && !plain.isEmpty();
        put(setting.name(), hide ? cover.put(setting.name(), plain) : plain);
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

    private boolean holds(Setting<?> setting, String plain) {
        String text = texts.get(setting.name());
        try {
            return text != null && plain.equals(cover.take(setting.name(), text));
        } catch (IllegalArgumentException foreign) {
            return false;
        }
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
