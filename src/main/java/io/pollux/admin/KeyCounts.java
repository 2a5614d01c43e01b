package io.pollux.admin;

import io.pollux.exchange.KeyKind;
import io.pollux.keys.KeyCensus;
import java.util.Arrays;

/**
 * How many keys there are, for the row of numbers above the table.
 *
 * @param inUse switched on and not refused, the cooling ones among them
 */
public record KeyCounts(long all, long inUse, long cooling, long refused, long off) {
    static KeyCounts of(Office office, KeyCensus census) {
        long cooling = Arrays.stream(KeyKind.values())
                .mapToLong(kind -> office.pool().headcount(kind).cooling())
                .sum();
        return new KeyCounts(census.total(), census.inUse(), cooling, census.refused(), census.off());
    }
}
