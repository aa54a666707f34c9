package io.toygres.localcluster.pod;

import io.toygres.localcluster.runtime.ContainerExit;
import io.toygres.localcluster.runtime.ContainerProcess;
import java.nio.file.Path;
import java.time.Instant;

/** Where a container is. */
sealed interface ContainerState {

    /** @param due when to try (again) */
    record Waiting(String reason, String message, Instant due) implements ContainerState {}

    /**
     * @param stopSignal what asks it to end
     * @param terminationFile where it may leave a message
     */
    record Running(ContainerProcess process, String stopSignal, Path terminationFile, Probes probes, Instant started)
            implements ContainerState {}

    /** @param message what the container left as its termination message */
    record Terminated(ContainerExit exit, Instant started, String message) implements ContainerState {
        boolean succeeded() {
            return exit.code() == 0;
        }

        /** {@code Completed}, {@code Error} or {@code StartError}. */
        String reason() {
            if (exit.startFailure().isPresent()) {
                return "StartError";
            }
            return succeeded() ? "Completed" : "Error";
        }
    }
}
