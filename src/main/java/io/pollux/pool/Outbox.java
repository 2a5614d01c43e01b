package io.pollux.pool;

import io.pollux.keys.KeyNote;
import io.pollux.keys.StoredCeiling;
import io.pollux.keys.StoredCooldown;
import io.pollux.keys.StoredUse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be written down, until somebody comes for it. Later news of the same thing replaces earlier news or is added
 * to it, so a database that stays away for hours costs one line per thing. Guarded by the pool's lock.
 */
final class Outbox {
    private static final int BATCH = 1_000;
    private static final int MOST_WAITING = 100_000;

    private final Deque<KeyEntry> noted = new ArrayDeque<>();
    private final Deque<DayCount> counted = new ArrayDeque<>();
    /** Of what is on its way. */
    private final Map<StoredUse.Name, DayCount> sent = new HashMap<>();

    private final Map<StoredCooldown.Name, Word> cooldowns = new LinkedHashMap<>();
    private final Map<StoredCeiling.Name, StoredCeiling> ceilings = new LinkedHashMap<>();

    /** What is to become of a row: it may be ended, and after that something else may stand there. */
    private record Word(Optional<Cooldown> put, boolean lift) {
        Word after(Word older) {
            return new Word(put, lift || older.lift);
        }
    }

    void note(KeyEntry entry) {
        if (entry.awaitsNote()) {
            noted.add(entry);
        }
    }

    /** A name that no model can have has no place in the table. */
    void note(DayCount day) {
        boolean fits = Lanes.bookable(day.account().model()) && counted.size() < MOST_WAITING;
        if (fits && day.awaitsNote()) {
            counted.add(day);
        }
    }

    void put(String scope, String model, Cooldown cooldown) {
        book(new StoredCooldown.Name(scope, model), new Word(Optional.of(cooldown), false));
    }

    void put(StoredCeiling ceiling) {
        ceilings.put(ceiling.name(), ceiling);
        bound(ceilings);
    }

    void lift(String scope, String model) {
        book(new StoredCooldown.Name(scope, model), new Word(Optional.empty(), true));
    }

    /** Whether something about that row is still to be written, and so younger than what is there. */
    boolean awaits(String scope, String model) {
        return !cooldowns.isEmpty() && cooldowns.containsKey(new StoredCooldown.Name(scope, model));
    }

    Changes drain() {
        List<StoredCooldown> put = new ArrayList<>();
        List<StoredCooldown.Name> lifted = new ArrayList<>();
        Iterator<Map.Entry<StoredCooldown.Name, Word>> waiting =
                cooldowns.entrySet().iterator();
        for (int i = 0; i < BATCH && waiting.hasNext(); i++) {
            Map.Entry<StoredCooldown.Name, Word> next = waiting.next();
            next.getValue().put().ifPresent(cooldown -> put.add(stored(next.getKey(), cooldown)));
            if (next.getValue().lift()) {
                lifted.add(next.getKey());
            }
            waiting.remove();
        }
        return new Changes(notes(), put, lifted, uses(), said());
    }

    /** Takes back what could not be written; what has come up since is younger and stays. */
    void takeBack(Changes changes) {
        Map<StoredCooldown.Name, Word> older = new LinkedHashMap<>();
        changes.lifted().forEach(name -> older.put(name, new Word(Optional.empty(), true)));
        changes.cooldowns()
                .forEach(row -> older.merge(
                        row.name(), new Word(Optional.of(cooldown(row)), false), (lifted, put) -> put.after(lifted)));
        older.forEach((name, word) -> cooldowns.merge(name, word, (younger, old) -> younger.after(old)));
        bound(cooldowns);
        changes.ceilings().forEach(ceiling -> ceilings.putIfAbsent(ceiling.name(), ceiling));
        for (StoredUse use : changes.uses()) {
            DayCount day = sent.get(use.name());
            if (day != null) {
                day.undelivered(use);
                note(day);
            }
        }
    }

    void delivered(Changes changes) {
        for (StoredUse use : changes.uses()) {
            DayCount day = sent.get(use.name());
            if (day != null && day.delivered(use)) {
                sent.remove(use.name());
            }
        }
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

    private List<StoredUse> uses() {
        List<StoredUse> uses = new ArrayList<>(Math.min(BATCH, counted.size()));
        while (uses.size() < BATCH && !counted.isEmpty()) {
            DayCount day = counted.remove();
            StoredUse use = day.note();
            if (!use.isEmpty()) {
                sent.put(use.name(), day);
                uses.add(use);
            }
        }
        return uses;
    }

    private List<StoredCeiling> said() {
        List<StoredCeiling> said = new ArrayList<>();
        Iterator<StoredCeiling> waiting = ceilings.values().iterator();
        while (said.size() < BATCH && waiting.hasNext()) {
            said.add(waiting.next());
            waiting.remove();
        }
        return said;
    }

    private void book(StoredCooldown.Name name, Word news) {
        cooldowns.merge(name, news, (older, younger) -> younger.after(older));
        bound(cooldowns);
    }

    private static void bound(Map<?, ?> waiting) {
        Iterator<?> oldest = waiting.keySet().iterator();
        while (waiting.size() > MOST_WAITING) {
            oldest.next();
            oldest.remove();
        }
    }
}
