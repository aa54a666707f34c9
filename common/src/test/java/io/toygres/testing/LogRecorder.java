package io.toygres.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what a class logs. */
public final class LogRecorder extends Handler implements AutoCloseable {

    private final Logger logger;
    private final List<Integer> levels = new CopyOnWriteArrayList<>();

    private LogRecorder(Logger logger) {
        this.logger = logger;
    }

    public static LogRecorder of(Class<?> type) {
        var recorder = new LogRecorder(Logger.getLogger(type.getName()));
        recorder.logger.addHandler(recorder);
        return recorder;
    }

    /** The levels of what was logged so far, as numbers: those of another log manager's own levels are the same. */
    public List<Integer> levels() {
        return List.copyOf(levels);
    }

    @Override
    public void publish(LogRecord entry) {
        levels.add(entry.getLevel().intValue());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
