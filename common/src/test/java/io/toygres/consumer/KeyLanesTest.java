package io.toygres.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KeyLanesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(50);

    private final KeyLanes<String> lanes = new KeyLanes<>("test");

    @Test
    void runsTheTasksOfAKeyInOrder() throws InterruptedException {
        Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            String key = "key-" + i % 7;
            lanes.run(key, () -> {
                seen.computeIfAbsent(key, _ -> new CopyOnWriteArrayList<>()).add(number);
            });
        }
        lanes.awaitIdle(PATIENCE);

        assertThat(seen.values().stream().mapToInt(List::size).sum()).isEqualTo(10_000);
        assertThat(seen.values()).allSatisfy(numbers -> assertThat(numbers).isSorted());
    }

    @Test
    void aKeyThatStandsStillHoldsUpNoOther() throws InterruptedException {
        var release = new CountDownLatch(1);
        var others = new CountDownLatch(100);
        lanes.run("stuck", () -> await(release));
        IntStream.range(0, 100).forEach(i -> lanes.run("key-" + i, others::countDown));

        others.await();

        release.countDown();
        lanes.awaitIdle(PATIENCE);
    }

    @Test
    void aTaskThatFailsHoldsUpNothing() throws InterruptedException {
        var done = new CountDownLatch(1);
        lanes.run("a", () -> {
            throw new AssertionError("on purpose");
        });
        lanes.run("a", done::countDown);

        done.await();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
