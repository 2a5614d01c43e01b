package io.pollux.exchange;

/** How a call ended. Every call has exactly one. */
public enum Ending {
    /** Whole answer delivered. */
    COMPLETE,
    /** Refused or failed before the first byte: the client got an error with a status. */
    FAILED,
    /** Failed after the first byte: the client got an error inside the stream and a connection that ends. */
    CUT,
    /** The client left. */
    ABANDONED
}
