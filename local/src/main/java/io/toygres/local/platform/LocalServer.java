package io.toygres.local.platform;

import java.util.concurrent.CompletableFuture;

/** A server in a process of its own, which has been started but may not serve yet. */
public interface LocalServer extends AutoCloseable {

    /**
     * Waits until it serves.
     *
     * @throws IllegalStateException with the end of its log, when it exits first or stands still
     */
    void awaitReady();

    long pid();

    /** Completes with the exit code. */
    CompletableFuture<Integer> onExit();

    /** Ends it and waits for that. */
    @Override
    void close();
}
