package io.toygres.localcluster.pod;

import io.toygres.localcluster.runtime.ContainerLog;
import io.toygres.localcluster.runtime.ContainerProcess;
import java.util.Optional;

/** What others may see of a pod: its logs, and its processes to run commands beside. */
public sealed interface PodView permits PodWorker, EndedPod {
    /** @param previous of the start before the last one */
    Optional<ContainerLog> log(String container, boolean previous);

    /** Empty unless the container runs. */
    default Optional<ContainerProcess> process(String container) {
        return Optional.empty();
    }
}
