package io.pollux.pool;

import io.pollux.keys.KeyNote;
import io.pollux.keys.StoredCeiling;
import io.pollux.keys.StoredCooldown;
import io.pollux.keys.StoredUse;
import java.util.List;

/**
 * What the pool wants written down: at most one note per key, at most one line per project, model and thing. Whoever takes a
 * batch gives it back by {@link KeyPool#delivered} or {@link KeyPool#undelivered}.
 *
 * @param notes about keys
 * @param cooldowns to put on the shelf, in place of what it has under the same name
 * @param lifted to end on the shelf before their time, and before {@code cooldowns} are put there
 * @param uses to add to what is written down
 * @param ceilings to write in place of what was said earlier
 */
public record Changes(
        List<KeyNote> notes,
        List<StoredCooldown> cooldowns,
        List<StoredCooldown.Name> lifted,
        List<StoredUse> uses,
        List<StoredCeiling> ceilings) {
    static final Changes NONE = new Changes(List.of(), List.of(), List.of(), List.of(), List.of());

    public boolean isEmpty() {
        return equals(NONE);
    }

    /** The part about keys. */
    public Changes noted() {
        return new Changes(notes, List.of(), List.of(), List.of(), List.of());
    }

    /** The part that is added up. */
    public Changes counted() {
        return new Changes(List.of(), List.of(), List.of(), uses, List.of());
    }

    /** The part that takes the place of something. */
    public Changes shelved() {
        return new Changes(List.of(), cooldowns, lifted, List.of(), ceilings);
    }
}
