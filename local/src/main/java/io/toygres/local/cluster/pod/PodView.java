package io.toygres.local.cluster.pod;

import io.toygres.local.cluster.runtime.ContainerLog;
import io.toygres.local.cluster.runtime.ContainerProcess;
import java.util.Optional;

/** What others may see of a running pod: its logs, and its processes to run commands beside. */
public final class PodView {
    private final PodWorker worker;

    PodView(PodWorker worker) {
        this.worker = worker;
    }

    /** @param previous of the start before the last one */
    public Optional<ContainerLog> log(String container, boolean previous) {
        return worker.log(container, previous);
    }

    public Optional<ContainerProcess> process(String container) {
        return worker.process(container);
    }
}
