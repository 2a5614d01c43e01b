package io.pollux.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a class, or all of a package, writes into the log while this is open; nothing of it reaches the console. */
public final class LogLines extends Handler implements AutoCloseable {
    private final Logger logger;
    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());

    private LogLines(String name) {
        logger = Logger.getLogger(name);
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    public static LogLines of(Class<?> voice) {
        return new LogLines(voice.getName());
    }

    /** @param name of the package, as loggers are named */
    public static LogLines of(String name) {
        return new LogLines(name);
    }

    /** Warnings and worse, without what was filled into them and without their stack traces. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    public void publish(LogRecord line) {
        if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
            errors.add(line.getMessage());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
