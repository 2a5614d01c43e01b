package io.pollux.pool;

import io.pollux.keys.KeyNote;
import io.pollux.keys.StoredCooldown;
import java.util.List;

/**
 * What the pool wants written down: at most one note per key, at most one line per project and model. Whoever takes a
 * batch gives it back by {@link KeyPool#delivered} or {@link KeyPool#undelivered}.
 *
 * @param notes about keys
 * @param cooldowns to put on the shelf, in place of what it has under the same name
 * @param lifted to take off the shelf before their time
 */
public record Changes(List<KeyNote> notes, List<StoredCooldown> cooldowns, List<StoredCooldown.Name> lifted) {
    public boolean isEmpty() {
        return notes.isEmpty() && cooldowns.isEmpty() && lifted.isEmpty();
    }
}
