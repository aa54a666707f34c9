package io.toygres.localcluster.runtime;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts every process from one thread that lives as long as the cluster. {@code --die-with-parent} is Linux's parent-death
 * signal, which is sent when the <em>thread</em> that started the process ends (prctl(2), PR_SET_PDEATHSIG): a pool's idle
 * thread going away would kill a container.
 */
public final class ProcessSpawner implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("process-spawner").factory());

    public Process start(ProcessBuilder builder) throws IOException, InterruptedException {
        try {
            return thread.submit(builder::start).get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(failure.getCause());
        }
    }

    /** Ends the thread, and with it every process that still runs. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
