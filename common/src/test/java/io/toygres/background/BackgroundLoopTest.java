package io.toygres.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackgroundLoopTest {

    private static final Logger LOG = Logger.getLogger(BackgroundLoop.class.getName());

    private final Recorder recorder = new Recorder();

    /** Keeps what is logged. */
    private static final class Recorder extends Handler {
        private final List<Level> levels = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord record) {
            levels.add(record.getLevel());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void listen() {
        LOG.addHandler(recorder);
    }

    @AfterEach
    void stopListening() {
        LOG.removeHandler(recorder);
    }

    @Test
    void tellsOfAnOutageWhenItBeginsAndWhenItIsOver() throws InterruptedException {
        var works = new CountDownLatch(4);
        var loop = new BackgroundLoop("test", () -> {
            works.countDown();
            // The first round, and the second after the pause of an outage.
            if (works.getCount() >= 2) {
                throw new IllegalStateException("the broker is away");
            }
            return Duration.ZERO;
        });

        loop.start();
        works.await();
        loop.stop();

        assertThat(recorder.levels).hasSize(2);
        assertThat(recorder.levels.getFirst().intValue()).isEqualTo(Level.WARNING.intValue());
        assertThat(recorder.levels.getLast().intValue()).isEqualTo(Level.INFO.intValue());
    }

    @Test
    void saysNothingOfWhatEndsWithIt() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var loop = new BackgroundLoop[1];
        loop[0] = new BackgroundLoop("test", () -> {
            begun.countDown();
            while (!loop[0].isStopping()) {
                Thread.onSpinWait();
            }
            throw new IllegalStateException("the pool is closed");
        });

        loop[0].start();
        begun.await();
        loop[0].stop();

        assertThat(recorder.levels).allMatch(level -> level.intValue() < Level.INFO.intValue());
    }
}
