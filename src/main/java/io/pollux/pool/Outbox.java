package io.pollux.pool;

import io.pollux.keys.KeyNote;
import io.pollux.keys.StoredCooldown;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be written down, until somebody comes for it. Later news of the same thing replaces earlier news, so a
 * database that stays away for hours costs one line per key. Guarded by the pool's lock.
 */
final class Outbox {
    private static final int BATCH = 1_000;
    private static final int MOST_COOLDOWNS = 100_000;

    private final Deque<KeyEntry> noted = new ArrayDeque<>();
    private final Map<StoredCooldown.Name, Optional<Cooldown>> cooldowns = new LinkedHashMap<>();

    void note(KeyEntry entry) {
        if (entry.awaitsNote()) {
            noted.add(entry);
        }
    }

    void put(String scope, String model, Cooldown cooldown) {
        book(new StoredCooldown.Name(scope, model), Optional.of(cooldown));
    }

    void lift(String scope, String model) {
        book(new StoredCooldown.Name(scope, model), Optional.empty());
    }

    Changes drain() {
        List<StoredCooldown> put = new ArrayList<>();
        List<StoredCooldown.Name> lifted = new ArrayList<>();
        Iterator<Map.Entry<StoredCooldown.Name, Optional<Cooldown>>> waiting =
                cooldowns.entrySet().iterator();
        for (int i = 0; i < BATCH && waiting.hasNext(); i++) {
            Map.Entry<StoredCooldown.Name, Optional<Cooldown>> next = waiting.next();
            next.getValue()
                    .ifPresentOrElse(
                            cooldown -> put.add(stored(next.getKey(), cooldown)), () -> lifted.add(next.getKey()));
            waiting.remove();
        }
        return new Changes(notes(), put, lifted);
    }

    /** Takes back what could not be written; what has come up since is younger and stays. */
    void takeBack(Changes changes) {
        changes.cooldowns().forEach(row -> cooldowns.putIfAbsent(row.name(), Optional.of(cooldown(row))));
        changes.lifted().forEach(name -> cooldowns.putIfAbsent(name, Optional.empty()));
        bound();
    }

    static Cooldown cooldown(StoredCooldown row) {
        return new Cooldown(row.until(), row.reason(), Cooldown.Provenance.valueOf(row.provenance()));
    }

    private static StoredCooldown stored(StoredCooldown.Name name, Cooldown cooldown) {
        return new StoredCooldown(
                name.scope(),
                name.model(),
                cooldown.until(),
                cooldown.reason(),
                cooldown.provenance().name());
    }

    private List<KeyNote> notes() {
        List<KeyNote> notes = new ArrayList<>(Math.min(BATCH, noted.size()));
        while (notes.size() < BATCH && !noted.isEmpty()) {
            KeyEntry entry = noted.remove();
            if (!entry.gone()) {
                notes.add(entry.note());
            }
        }
        return notes;
    }

    private void book(StoredCooldown.Name name, Optional<Cooldown> news) {
        cooldowns.put(name, news);
        bound();
    }

    private void bound() {
        Iterator<StoredCooldown.Name> oldest = cooldowns.keySet().iterator();
        while (cooldowns.size() > MOST_COOLDOWNS) {
            oldest.next();
            oldest.remove();
        }
    }
}
