package io.pollux.pool;

/**
 * How the keys of one kind stand.
 *
 * @param ready may be lent now
 * @param cooling will be ready by themselves, those that are at their daily limit among them
 * @param setAside refused by Google
 * @param off switched off by the operator
 */
public record Headcount(int ready, int cooling, int setAside, int off) {
    public int total() {
        return ready + cooling + setAside + off;
    }

    static Headcount of(int[] byStanding) {
        return new Headcount(
                byStanding[Standing.READY.ordinal()],
                byStanding[Standing.COOLING.ordinal()] + byStanding[Standing.AT_LIMIT.ordinal()],
                byStanding[Standing.SET_ASIDE.ordinal()],
                byStanding[Standing.OFF.ordinal()]);
    }
}
