package io.toygres.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class UninterruptedTest {

    @Test
    void waitsForTheAnswerOfACallerWhoIsInterruptedAndKeepsTheInterrupt() throws Exception {
        var sent = new CountDownLatch(1);
        var answer = new CompletableFuture<String>();
        var ended = new CompletableFuture<String>();
        Thread caller = Thread.ofVirtual().start(() -> {
            String got = Uninterrupted.call(() -> {
                sent.countDown();
                return answer.join();
            });
            ended.complete(got + ", interrupted: " + Thread.currentThread().isInterrupted());
        });
        sent.await();

        caller.interrupt();
        answer.complete("made");

        assertThat(ended.get()).isEqualTo("made, interrupted: true");
    }

    @Test
    void failsAsTheRequestDoes() {
        var failure = new IllegalArgumentException("refused");

        assertThatThrownBy(() -> Uninterrupted.call(() -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    void waitsForNoAnswerForEver() {
        var never = new CompletableFuture<String>();

        assertThatThrownBy(() -> Uninterrupted.call(never::join, Duration.ofMillis(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no answer");
        never.complete("late");
    }
}
