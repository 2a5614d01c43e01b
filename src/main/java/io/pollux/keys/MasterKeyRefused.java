package io.pollux.keys;

/** There is no master key, or it is not the one of this database. The message is one line and says what to do. */
public final class MasterKeyRefused extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    MasterKeyRefused(String message) {
        super(message);
    }

    MasterKeyRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
