package io.pollux.journal;

import java.sql.SQLException;

/** A search in the log was given up, so that the database has time for calls. */
public final class TookTooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TookTooLong(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
