package io.pollux.settings;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Makes LOG_LEVEL the level of Pollux's own lines in the server's log; what other software writes stays as it is. */
public final class LogLevel implements AutoCloseable {
    /** Held here, because the server's log manager forgets loggers that nobody holds. */
    private final Logger logger = Logger.getLogger("io.pollux");

    private LogLevel() {}

    public static LogLevel follow(SettingsDesk settings) {
        LogLevel level = new LogLevel();
        level.set(settings.current());
        settings.listen(level::set);
        return level;
    }

    /** Leaves the server's log manager as it was found. */
    @Override
    public void close() {
        logger.setLevel(null);
    }

    private void set(Settings settings) {
        logger.setLevel(
                switch (settings.get(Settings.LOG_LEVEL)) {
                    case "DEBUG" -> Level.FINE;
                    case "WARNING" -> Level.WARNING;
                    case "ERROR", "CRITICAL" -> Level.SEVERE;
                    default -> Level.INFO;
                });
    }
}
