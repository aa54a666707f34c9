package io.toygres.background;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.background.BackgroundLoop.Bounds;
import io.toygres.testing.LogRecorder;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackgroundLoopTest {

    private static final Bounds BOUNDS = Bounds.ofRound(Duration.ofMinutes(1));

    private final LogRecorder log = LogRecorder.of(RecurringWork.class);

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void tellsOfAnOutageWhenItBeginsAndWhenItIsOver() throws InterruptedException {
        var works = new CountDownLatch(4);
        var loop = new BackgroundLoop("test", BOUNDS, () -> {
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
    void outlivesAnError() throws InterruptedException {
        var rounds = new CountDownLatch(2);
        var loop = new BackgroundLoop("test", BOUNDS, () -> {
            rounds.countDown();
            throw new StackOverflowError();
        });

        loop.start();
        rounds.await();
        loop.stop();

        assertThat(log.levels()).containsOnlyOnce(Level.WARNING.intValue());
    }

    @Test
    void outlivesAnInterrupt() throws InterruptedException {
        var rounds = new CountDownLatch(2);
        var loop = new BackgroundLoop("test", BOUNDS, () -> {
            rounds.countDown();
            Thread.currentThread().interrupt();
            return Duration.ofHours(1);
        });

        loop.start();
        rounds.await();
        loop.stop();

        assertThat(rounds.getCount()).isZero();
    }

    @Test
    void isStoppedWithinABoundThoughItsRoundGoesOn() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var loop = new BackgroundLoop("test", BOUNDS, () -> {
            begun.countDown();
            end.await();
            return Duration.ZERO;
        });

        loop.start();
        begun.await();

        assertThat(loop.stop(Duration.ofMillis(10))).isFalse();
        end.countDown();
        assertThat(loop.stop(Duration.ofMinutes(1))).isTrue();
    }

    @Test
    void saysNothingOfWhatEndsWithIt() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var loop = new BackgroundLoop[1];
        loop[0] = new BackgroundLoop("test", BOUNDS, () -> {
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
