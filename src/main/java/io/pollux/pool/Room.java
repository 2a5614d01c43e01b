package io.pollux.pool;

/** Whether a project has room for a call. */
enum Room {
    ENOUGH,
    /** For a smaller call there may be. */
    TOO_LITTLE,
    NONE
}
