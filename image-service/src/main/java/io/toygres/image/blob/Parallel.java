package io.toygres.image.blob;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Does a few requests to the container at a time, so that memory and connections stay bounded. */
@Singleton
public final class Parallel {

    private static final int REQUESTS = 4;

    /** Does it for every item and returns when all are done. The first exception of any is thrown, after all have ended. */
    public <T> void forEach(List<T> items, Consumer<T> action) {
        try (ExecutorService threads = Executors.newFixedThreadPool(
                REQUESTS, Thread.ofVirtual().name("blob-", 0).factory())) {
            List<Future<Void>> all = threads.invokeAll(
                    items.stream().map(item -> task(item, action)).toList());
            for (Future<Void> one : all) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the blob container", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    private static <T> Callable<Void> task(T item, Consumer<T> action) {
        return () -> {
            action.accept(item);
            return null;
        };
    }
}
