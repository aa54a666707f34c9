package io.toygres.localcluster.pod;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.toygres.localcluster.registry.PodFacts;
import io.toygres.localcluster.registry.Timestamps;
import io.toygres.localcluster.runtime.Directories;
import io.toygres.localcluster.store.ResourceTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the node finds when it starts again: pods that were running have failed, disrupted, as after a
 * <a href="https://kubernetes.io/docs/concepts/cluster-administration/node-shutdown/">node's shutdown</a>; their controllers do what
 * follows. Of pods that had ended before, the logs are still there.
 */
public final class NodeRestart {
    private static final String MESSAGE = "Pod was terminated in response to imminent node shutdown.";
    /** Of a process that was killed. */
    private static final int KILLED = 137;

    private final Machine machine;

    public NodeRestart(Machine machine) {
        this.machine = machine;
    }

    public void recover() throws IOException {
        List<Pod> pods = machine.registry().list(ResourceTypes.PODS, "");
        for (Pod pod : pods) {
            if (pod.getSpec().getNodeName() != null && !PodFacts.isOver(pod)) {
                fail(pod);
            }
        }
        removeFiles(pods.stream().map(pod -> pod.getMetadata().getUid()).toList());
    }

    private void fail(Pod pod) {
        var unused = machine.registry()
                .edit(
                        ResourceTypes.PODS,
                        pod.getMetadata().getNamespace(),
                        pod.getMetadata().getName(),
                        current -> current.setStatus(new PodStatusBuilder(current.getStatus())
                                .withPhase("Failed")
                                .withReason("Terminated")
                                .withMessage(MESSAGE)
                                .withConditions(conditions(current))
                                .withInitContainerStatuses(
                                        ended(current.getStatus().getInitContainerStatuses()))
                                .withContainerStatuses(ended(current.getStatus().getContainerStatuses()))
                                .build()));
    }

    private List<PodCondition> conditions(Pod pod) {
        List<PodCondition> conditions = new ArrayList<>();
        for (PodCondition condition : pod.getStatus().getConditions()) {
            boolean readiness = condition.getType().endsWith("Ready");
            conditions.add(readiness ? condition(condition.getType(), "False", "PodFailed", MESSAGE) : condition);
        }
        conditions.add(condition("DisruptionTarget", "True", "TerminationByKubelet", MESSAGE));
        return conditions;
    }

    private PodCondition condition(String type, String status, String reason, String message) {
        return new PodConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .withLastTransitionTime(Timestamps.now(machine.clock()))
                .build();
    }

    private static List<ContainerStatus> ended(List<ContainerStatus> containers) {
        return containers.stream().map(NodeRestart::ended).toList();
    }

    private static ContainerStatus ended(ContainerStatus container) {
        if (container.getState().getTerminated() != null) {
            return container;
        }
        return new ContainerStatusBuilder(container)
                .withReady(false)
                .withStarted(false)
                .withState(new ContainerStateBuilder()
                        .withNewTerminated()
                        .withExitCode(KILLED)
                        .withReason("ContainerStatusUnknown")
                        .withMessage("The container could not be located when the pod was terminated")
                        .endTerminated()
                        .build())
                .build();
    }

    /** Everything of pods that are gone; of those that are still shown, everything but their logs. */
    private void removeFiles(List<String> uids) throws IOException {
        try (Stream<Path> directories = Files.list(machine.directory())) {
            for (Path directory : directories.toList()) {
                boolean known = uids.contains(directory.getFileName().toString());
                Directories.delete(known ? directory.resolve(PodWorker.VOLUMES) : directory);
            }
        }
    }
}
