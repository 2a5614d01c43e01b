package io.pollux.testing;

/**
 * Where an answer goes wrong, and how.
 *
 * @param kind what happens
 * @param events after so many events; -1 if bytes count
 * @param bytes after so many bytes of the body; -1 if events count
 * @param error what an in-stream error says; elsewhere not looked at
 */
record Fault(Kind kind, int events, long bytes, GoogleError error) {
    enum Kind {
        /** FIN without the terminating chunk. */
        CLOSE,
        /** RST. */
        RESET,
        /** Nothing more, and the connection stays. */
        STALL,
        /** A proper end of the HTTP message, in the middle of the content. */
        END,
        /** {@code data: {"error":..}}, then a proper end. */
        DATA_ERROR,
        /** {@code {"error":..}} on one line without {@code data:}, then a proper end. */
        BARE_ERROR,
        /** The same over several lines. */
        BARE_PRETTY_ERROR
    }

    private static final GoogleError NONE = GoogleError.of(500, "INTERNAL", "Internal error encountered.");

    static Fault afterEvents(Kind kind, int events) {
        return new Fault(kind, events, -1, NONE);
    }

    static Fault afterBytes(Kind kind, long bytes) {
        return new Fault(kind, -1, bytes, NONE);
    }

    static Fault error(Kind kind, int events, GoogleError error) {
        return new Fault(kind, events, -1, error);
    }

    /** Not even a head. */
    static Fault beforeHead(Kind kind) {
        return new Fault(kind, -1, -1, NONE);
    }

    boolean beforeHead() {
        return events < 0 && bytes < 0;
    }

    boolean isError() {
        return kind == Kind.DATA_ERROR || kind == Kind.BARE_ERROR || kind == Kind.BARE_PRETTY_ERROR;
    }
}
