package io.toygres.background;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Requests that make something outside. One that is broken off may still be carried out a moment later, when the undo has already
 * looked and found nothing: so its answer is waited for even when the step is to end.
 */
public final class Uninterrupted {

    /** As long as calls to the cluster and the storage may take at most. */
    private static final Duration BOUND = Duration.ofSeconds(60);

    private Uninterrupted() {}

    /**
     * Sends the request from a thread that nobody interrupts, and waits for its answer, for a minute at most. An interrupt of the
     * caller is kept for what it does next.
     */
    public static <T> T call(Supplier<T> request) {
        return call(request, BOUND);
    }

    static <T> T call(Supplier<T> request, Duration bound) {
        try {
            // Unlike get, join is not interruptible.
            return CompletableFuture.supplyAsync(
                            request, task -> Thread.ofVirtual().start(task))
                    .orTimeout(bound.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error error -> throw error;
                case TimeoutException _ -> throw new IllegalStateException("no answer within " + bound, e);
                case null, default -> throw e;
            }
        }
    }
}
