package io.toygres.image.blob;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Bounds a call of the SDK from outside. Its own time-outs are parts of the pipeline that they watch: an {@code Error} that is
 * dropped inside it takes them along, and nobody ever answers.
 */
record TimeLimit(Duration bound) {

    /**
     * The call's result, or what it threw.
     *
     * @throws TimeoutException when it has not returned in time; it is interrupted then, and left to itself
     */
    <T> T call(Callable<T> call) throws Exception {
        FutureTask<T> task = new FutureTask<>(call);
        Thread.ofVirtual().name("blob-call").start(task);
        try {
            return task.get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw thrown(Objects.requireNonNull(e.getCause()));
        } catch (TimeoutException _) {
            throw new TimeoutException("no answer in " + bound.toMillis() + " ms");
        } finally {
            task.cancel(true);
        }
    }

    private static Exception thrown(Throwable cause) {
        return switch (cause) {
            case Exception e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException(cause);
        };
    }
}
