package io.toygres.api.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jspecify.annotations.Nullable;

/** All that is logged until it is closed; of one class at DEBUG too. */
public final class LogWatch extends Handler implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Formatter MESSAGE = new PatternFormatter("%s");

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final Logger root = Logger.getLogger("");
    private final Logger watched;
    private final @Nullable Level former;

    /**
     * A line of the log.
     *
     * @param by the thread that wrote it
     */
    public record Line(Thread by, Level level, String logger, String message) {}

    public LogWatch(Class<?> watched) {
        this.watched = Logger.getLogger(watched.getName());
        this.former = this.watched.getLevel();
        setLevel(Level.ALL);
        this.watched.setLevel(Level.FINE);
        root.addHandler(this);
    }

    /** The first line of the watched class with that in its message, once there is one. */
    public Line await(String text) {
        return FakeWorker.await(() -> lines.stream()
                .filter(line -> line.logger().equals(watched.getName()))
                .filter(line -> line.message().contains(text))
                .findFirst());
    }

    /** All that a thread has written once it has ended. */
    public List<Line> allOf(Thread thread) throws InterruptedException {
        assertThat(thread.join(PATIENCE)).as("it ends").isTrue();
        return lines.stream().filter(line -> line.by().equals(thread)).toList();
    }

    @Override
    public void publish(LogRecord each) {
        String message = MESSAGE.format(each);
        lines.add(new Line(Thread.currentThread(), each.getLevel(), String.valueOf(each.getLoggerName()), message));
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        root.removeHandler(this);
        watched.setLevel(former);
    }
}
