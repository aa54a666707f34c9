package io.toygres.consumer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks of one key one after another, in the order in which they came, and those of different keys side by side, each key on a
 * virtual thread of its own.
 *
 * <p>The connector's {@code throttled.ordered=key} would do the same, but leaks the slots of groups in a rebalance
 * (https://github.com/smallrye/smallrye-reactive-messaging/pull/3403).
 */
final class KeyLanes<K> {

    private static final Logger LOG = Logger.getLogger(KeyLanes.class);

    private final String name;
    private final Map<K, Queue<Runnable>> waiting = new HashMap<>();

    /** @param name of the threads */
    KeyLanes(String name) {
        this.name = name;
    }

    /** Returns at once. */
    synchronized void run(K key, Runnable task) {
        Queue<Runnable> lane = waiting.get(key);
        if (lane == null) {
            waiting.put(key, new ArrayDeque<>());
            Thread.ofVirtual().name(name).start(() -> runAll(key, task));
        } else {
            lane.add(task);
        }
    }

    private void runAll(K key, Runnable first) {
        Runnable task = first;
        while (task != null) {
            try {
                task.run();
            } catch (Throwable e) {
                LOG.errorf(e, "A task failed, and those behind it go on: %s", name);
            }
            task = next(key);
        }
    }

    private synchronized @Nullable Runnable next(K key) {
        Queue<Runnable> lane = waiting.get(key);
        Runnable next = lane == null ? null : lane.poll();
        if (next == null) {
            waiting.remove(key);
            notifyAll();
        }
        return next;
    }

    /** Returns when nothing runs any more, or the time is over. */
    synchronized void awaitIdle(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (long left = patience.toMillis();
                !waiting.isEmpty() && left > 0;
                left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }
}
