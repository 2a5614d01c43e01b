package io.pollux.pool;

import io.pollux.exchange.Failure;

/**
 * No key can be lent.
 *
 * @param failure the truth for the client: 429 with the time of the first key that will be ready, or 503 when waiting
 *     does not help
 * @param why what it is that stands in the way
 */
public record NoneReady(Failure.NoKeyReady failure, Why why) implements Lending {

    /** Whether keys are ready and the call has had them all: the last real failure says more than {@link #failure}. */
    public boolean exhaustedByTries() {
        return why == Why.ALL_TRIED;
    }

    /** What stands in the way. */
    public enum Why {
        /** Every usable key is cooling down. */
        COOLING,
        /** Keys are ready for smaller calls, but none has room for this one yet. */
        NO_ROOM,
        /** There is no key of this kind, or each is set aside or switched off. */
        NONE_USABLE,
        /** Keys are ready, but this call has been tried with all of them. */
        ALL_TRIED
    }
}
