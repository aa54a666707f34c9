package io.toygres.localcluster.pod;

import io.toygres.localcluster.pod.ContainerState.Terminated;
import io.toygres.localcluster.pod.ContainerState.Waiting;

/** The phase that follows from where a pod's containers are. */
final class PodPhase {
    private PodPhase() {}

    /** A pod that may still restart a container is running. */
    static String of(String restartPolicy, PodContainers containers) {
        boolean initFailed = containers.initial().stream()
                .anyMatch(worker -> worker.state() instanceof Terminated ended && !ended.succeeded());
        if (initFailed && restartPolicy.equals("Never")) {
            return "Failed";
        }
        boolean begun = containers.main().stream()
                .anyMatch(worker ->
                        !(worker.state() instanceof Waiting) || worker.last().isPresent());
        if (!begun) {
            return "Pending";
        }
        boolean allEnded = containers.main().stream().allMatch(worker -> worker.state() instanceof Terminated);
        return allEnded ? ofEnded(containers) : "Running";
    }

    /** Of a pod whose containers will not run again. */
    static String ofEnded(PodContainers containers) {
        boolean good = containers.main().stream()
                .allMatch(worker -> worker.state() instanceof Terminated ended && ended.succeeded());
        return good ? "Succeeded" : "Failed";
    }
}
