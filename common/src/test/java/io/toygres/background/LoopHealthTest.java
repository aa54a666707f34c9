package io.toygres.background;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.background.BackgroundLoop.Bounds;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class LoopHealthTest {

    private static final Bounds BOUNDS = new Bounds(Duration.ofSeconds(30), Duration.ofMinutes(1));

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final LoopHealth health = new LoopHealth(BOUNDS, now::get);

    @Test
    void aRestOfAnHourIsNoTrouble() {
        health.begun();
        health.completed();
        pass(Duration.ofHours(1));

        assertThat(health.trouble()).isEmpty();
    }

    @Test
    void aRoundBeyondItsBoundStandsStill() {
        health.begun();
        pass(Duration.ofSeconds(31));

        assertThat(health.trouble()).hasValue("stands still for 31 s");
    }

    @Test
    void aLongRoundThatGetsOnIsNoTrouble() {
        health.begun();
        pass(Duration.ofSeconds(29));
        health.progress();
        pass(Duration.ofSeconds(29));

        assertThat(health.trouble()).isEmpty();
    }

    @Test
    void anOutageIsToldOfWhenItBeginsAndEveryFiveMinutes() {
        assertThat(health.failed()).isTrue();
        pass(Duration.ofMinutes(4));
        assertThat(health.failed()).isFalse();
        pass(Duration.ofMinutes(1));
        assertThat(health.failed()).isTrue();
        assertThat(health.failed()).isFalse();

        health.completed();
        assertThat(health.failed()).isTrue();
    }

    @Test
    void failingForLongIsTroubleUntilARoundWorks() {
        health.begun();
        health.failed();
        pass(Duration.ofSeconds(50));
        health.begun();
        health.failed();
        assertThat(health.trouble()).isEmpty();

        pass(Duration.ofSeconds(11));
        assertThat(health.trouble()).hasValue("fails for 61 s; the log has the error");

        health.begun();
        health.completed();
        assertThat(health.trouble()).isEmpty();
    }

    @Test
    void theReadinessCheckNamesALoopThatStandsStill() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var loop = new BackgroundLoop("stands", Bounds.ofRound(Duration.ZERO), () -> {
            begun.countDown();
            end.await();
            return Duration.ofHours(1);
        });
        loop.start();
        begun.await();

        var response = new BackgroundLoopsCheck().call();
        end.countDown();
        loop.stop();

        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        assertThat(response.getData().orElseThrow()).containsKey("stands");
        assertThat(new BackgroundLoopsCheck().call().getStatus()).isEqualTo(Status.UP);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
