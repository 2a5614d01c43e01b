package io.pollux.journal;

import java.sql.SQLException;

/** Carries what JDBC says out of a transaction's work; storage recognises a lost connection in its cause. */
final class JournalTrouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JournalTrouble(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
