package io.toygres.tool.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WorkersTest {

    @Test
    void everyTaskIsDone() {
        AtomicInteger done = new AtomicInteger();

        Workers.run(
                3,
                IntStream.range(0, 50)
                        .<Runnable>mapToObj(_ -> done::incrementAndGet)
                        .toList(),
                () -> {});

        assertThat(done).hasValue(50);
    }

    @Test
    void theFirstFailureEndsTheOthersAndIsTheOneThatIsTold() {
        CountDownLatch waiting = new CountDownLatch(1);
        Queue<String> ends = new ConcurrentLinkedQueue<>();
        Runnable waits = () -> {
            waiting.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException _) {
                ends.add("interrupted");
                throw new StoppedException("waiting");
            }
        };
        Runnable fails = () -> {
            awaitQuietly(waiting);
            throw new IllegalArgumentException("the cause");
        };

        assertThatThrownBy(() -> Workers.run(2, List.of(waits, fails, waits), () -> ends.add("stop")))
                .hasMessage("the cause");
        assertThat(ends).containsExactly("stop", "interrupted");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
