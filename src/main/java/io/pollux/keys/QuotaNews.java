package io.pollux.keys;

import java.util.List;

/**
 * What the tables say about quota, at the start or since a moment.
 *
 * @param cooldowns those that are over, or were ended before their time, too
 * @param uses sums over all nodes
 * @param ceilings what Google gave away
 * @param projects what the operator says of them
 */
public record QuotaNews(
        List<StoredCooldown> cooldowns,
        List<StoredUse> uses,
        List<StoredCeiling> ceilings,
        List<StoredProject> projects) {}
