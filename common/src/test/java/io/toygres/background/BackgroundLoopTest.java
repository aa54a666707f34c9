package io.toygres.background;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.testing.LogRecorder;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackgroundLoopTest {

    private final LogRecorder log = LogRecorder.of(BackgroundLoop.class);

    @AfterEach
    void stopListening() {
        log.close();
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

        assertThat(log.levels()).containsExactly(Level.WARNING.intValue(), Level.INFO.intValue());
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

        assertThat(log.levels()).allMatch(level -> level < Level.INFO.intValue());
    }
}
