package io.pollux.exchange;

/** Which pool a key belongs to; a call asks for one kind and never gets another. */
public enum KeyKind {
    /** A Developer API key. */
    GEMINI,
    /** A Vertex AI express-mode key: another host, another pool. */
    VERTEX,
    /** A Developer API key of a paid project, lent for calls that free projects are refused. */
    PAID
}
