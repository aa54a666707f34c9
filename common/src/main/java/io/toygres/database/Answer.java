package io.toygres.database;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the client's futures, which costs a virtual thread nothing. */
final class Answer {

    private Answer() {}

    /**
     * An interrupt does not end the wait, which is bounded anyway: a statement under way is neither lost nor left behind on its
     * connection. The thread is still interrupted afterwards.
     */
    static <T> T await(Future<T> future, Duration patience) throws ExecutionException, TimeoutException {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("an event loop must not wait for the database");
        }
        CompletableFuture<T> answer = future.toCompletionStage().toCompletableFuture();
        long end = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
