package io.pollux.exchange;

/** Which pool a key belongs to. A call asks for one kind; only paid keys may stand in for free ones. */
public enum KeyKind {
    /** A Developer API key. */
    GEMINI,
    /** A Vertex AI express-mode key: another host, another pool. */
    VERTEX,
    /** A Developer API key of a paid project: POLLUX_PAID_KEYS says when it serves what free keys could. */
    PAID
}
