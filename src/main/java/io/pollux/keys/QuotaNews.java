package io.pollux.keys;

import java.util.List;

/**
 * What the tables say about quota, at the start or since a moment.
 *
 * @param cooldowns those that are over, or were ended before their time, too
 * @param uses sums over all nodes
 * @param ceilings what Google gave away
 * @param projects what the operator says of them
 * @param calls of keys that have a daily limit
 */
public record QuotaNews(
        List<StoredCooldown> cooldowns,
        List<StoredUse> uses,
        List<StoredCeiling> ceilings,
        List<StoredProject> projects,
        List<StoredCalls> calls) {
    /** No key has a limit. */
    public QuotaNews(
            List<StoredCooldown> cooldowns,
            List<StoredUse> uses,
            List<StoredCeiling> ceilings,
            List<StoredProject> projects) {
        this(cooldowns, uses, ceilings, projects, List.of());
    }
}
