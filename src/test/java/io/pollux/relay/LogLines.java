package io.pollux.relay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the room writes into the log while this is open; nothing of it reaches the console. */
final class LogLines extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger(LogLines.class.getPackageName());
    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());

    LogLines() {
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    List<String> errors() {
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
