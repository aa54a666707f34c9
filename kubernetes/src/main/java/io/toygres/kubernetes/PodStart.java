package io.toygres.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** When a pod's node came to start its containers. */
public final class PodStart {

    /**
     * Newest first: volumes and network are there
     * (https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-has-network), or a node was chosen.
     */
    private static final List<String> MILESTONES = List.of("PodReadyToStartContainers", "PodScheduled");

    private PodStart() {}

    /**
     * From when on a failing image pull or container start counts: time spent on finding a node or attaching a volume is none
     * of it. By the cluster's clock; empty before a node was chosen.
     */
    public static Optional<Instant> of(Pod pod) {
        return MILESTONES.stream().flatMap(type -> reached(pod, type)).findFirst();
    }

    private static Stream<Instant> reached(Pod pod, String type) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> type.equals(condition.getType()) && "True".equals(condition.getStatus()))
                .map(PodCondition::getLastTransitionTime)
                .flatMap(Stream::ofNullable)
                .map(Instant::parse);
    }
}
