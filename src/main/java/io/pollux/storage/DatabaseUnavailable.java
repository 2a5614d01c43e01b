package io.pollux.storage;

/** The database cannot be used now. The message is one line that names host and database, and never the password. */
public final class DatabaseUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseUnavailable(DatabaseAddress address, Throwable cause) {
        super("Cannot use the database " + address + ": " + reason(cause), cause);
    }

    /** The innermost text says what happened; those around it only say that something did. */
    private static String reason(Throwable cause) {
        Throwable inner = cause;
        while (inner.getCause() != null && inner.getCause() != inner) {
            inner = inner.getCause();
        }
        String text = inner.getMessage() == null ? inner.getClass().getSimpleName() : inner.getMessage();
        return text.lines().findFirst().orElse("").strip();
    }
}
