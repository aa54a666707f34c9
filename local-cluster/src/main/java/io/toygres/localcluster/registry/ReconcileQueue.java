package io.toygres.localcluster.registry;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls a reconciler for keys that something happened to: each key by one virtual thread at a time, different keys side by
 * side. What comes in during a run starts another one, so nothing is lost; what comes in twice before a run is one run. A
 * run that throws is repeated with back-off.
 */
public final class ReconcileQueue<K> implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ReconcileQueue.class.getName());
    private static final Duration FIRST_RETRY = Duration.ofMillis(50);
    private static final Duration LAST_RETRY = Duration.ofSeconds(10);

    private final String name;
    private final Reconciler<K> reconciler;
    private final ScheduledExecutorService timer;
    private final Map<K, KeyState> states = new HashMap<>();
    private volatile boolean closed;

    /** Brings one thing closer to what it should be, from what it finds, not from what happened. */
    @FunctionalInterface
    public interface Reconciler<K> {
        /** @return when to look again though nothing happens */
        Optional<Duration> reconcile(K key) throws Exception;
    }

    private static final class KeyState {
        boolean running;
        boolean again;
        int failures;

        @Nullable
        Thread thread;

        @Nullable
        Future<?> timer;
    }

    public ReconcileQueue(String name, Reconciler<K> reconciler) {
        this.name = name;
        this.reconciler = reconciler;
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("timer-" + name).factory());
    }

    public synchronized void add(K key) {
        if (closed) {
            return;
        }
        KeyState state = states.computeIfAbsent(key, absent -> new KeyState());
        if (state.running) {
            state.again = true;
        } else {
            state.running = true;
            state.thread = Thread.ofVirtual().name(name + "-" + key).start(() -> run(key, state));
        }
    }

    private void run(K key, KeyState state) {
        do {
            Optional<Duration> next = turn(key, state);
            synchronized (this) {
                if (closed || !state.again) {
                    finish(key, state, next);
                    return;
                }
                state.again = false;
            }
        } while (true);
    }

    private Optional<Duration> turn(K key, KeyState state) {
        try {
            Optional<Duration> next = reconciler.reconcile(key);
            state.failures = 0;
            return next;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (Exception failure) {
            Level level = closed ? Level.DEBUG : Level.WARNING;
            LOG.log(level, name + ": reconcile of " + key + " failed, will retry", failure);
            state.failures++;
            long delay = FIRST_RETRY.toMillis() << Math.min(state.failures - 1, 10);
            return Optional.of(Duration.ofMillis(Math.min(delay, LAST_RETRY.toMillis())));
        }
    }

    private void finish(K key, KeyState state, Optional<Duration> next) {
        state.running = false;
        if (state.timer != null) {
            state.timer.cancel(false);
            state.timer = null;
        }
        if (closed || next.isEmpty()) {
            states.remove(key);
            notifyAll();
            return;
        }
        state.timer = timer.schedule(() -> add(key), Math.max(1, next.get().toMillis()), TimeUnit.MILLISECONDS);
    }

    /** Starts nothing any more, interrupts what is running and waits for its end. */
    @Override
    public synchronized void close() {
        closed = true;
        timer.shutdownNow();
        for (KeyState state : states.values()) {
            if (state.running && state.thread != null) {
                state.thread.interrupt();
            }
        }
        try {
            while (states.values().stream().anyMatch(state -> state.running)) {
                wait();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
