package io.pollux.exchange;

/** Whose fault a failure is. What a failure costs, and whom, is decided by this and never by a bare status code. */
public enum Fault {
    CLIENT,
    KEY,
    PROJECT,
    MODEL,
    EGRESS,
    GOOGLE,
    POLLUX
}
