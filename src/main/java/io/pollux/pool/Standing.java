package io.pollux.pool;

/** What a key is good for at the moment. */
public enum Standing {
    READY,
    /** Its project waits for quota. */
    COOLING,
    /** Google refuses it. */
    SET_ASIDE,
    /** The operator has switched it off. */
    OFF
}
