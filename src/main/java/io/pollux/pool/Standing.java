package io.pollux.pool;

/** What a key is good for at the moment. */
public enum Standing {
    READY,
    /** Its project waits for quota. */
    COOLING,
    /** It has served as many calls as the operator lets it in a day. */
    AT_LIMIT,
    /** Google refuses it. */
    SET_ASIDE,
    /** The operator has switched it off. */
    OFF
}
