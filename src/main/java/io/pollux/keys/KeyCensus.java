package io.pollux.keys;

/** How many keys the table holds: those in use, those that Google refuses, those that the operator switched off. */
public record KeyCensus(long inUse, long refused, long off) {
    public long total() {
        return inUse + refused + off;
    }
}
