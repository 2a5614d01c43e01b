package io.pollux.journal;

import java.sql.SQLException;
import java.util.Set;

/** Carries what JDBC says out of a transaction's work; storage recognises a lost connection in its cause. */
final class JournalTrouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A deadlock and a lock that came too late: MariaDB and MySQL, then H2 and what it says of two at one row. */
    private static final Set<Integer> PASSING = Set.of(1213, 1205, 1020, 40001, 50200, 90131);

    JournalTrouble(SQLException cause) {
        super(cause.getMessage(), cause);
    }

    /** Whether the same may well succeed at once: another transaction was in the way. */
    boolean passes() {
        return getCause() instanceof SQLException sql && PASSING.contains(sql.getErrorCode());
    }
}
