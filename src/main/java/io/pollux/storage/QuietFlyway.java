package io.pollux.storage;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;

/**
 * Flyway says in a dozen lines what {@link Storage} says in one, and warns of every H2 that is younger than itself: all of
 * it goes to DEBUG. What stops a migration comes as an exception. Public because Flyway makes it.
 */
public final class QuietFlyway implements LogCreator {
    @Override
    public Log createLogger(Class<?> type) {
        return new DebugLog(System.getLogger(type.getName()));
    }

    private record DebugLog(System.Logger logger) implements Log {
        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public void debug(String message) {
            // Nobody asked for it: see isDebugEnabled.
        }

        @Override
        public void info(String message) {
            logger.log(System.Logger.Level.DEBUG, message);
        }

        @Override
        public void warn(String message) {
            logger.log(System.Logger.Level.DEBUG, message);
        }

        @Override
        public void error(String message) {
            logger.log(System.Logger.Level.DEBUG, message);
        }

        @Override
        public void error(String message, Exception e) {
            logger.log(System.Logger.Level.DEBUG, message, e);
        }

        @Override
        public void notice(String message) {
            logger.log(System.Logger.Level.DEBUG, message);
        }
    }
}
