package io.toygres.localcluster.api;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.toygres.localcluster.store.ApiException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which container of a pod a request is about. */
final class ChosenContainer {
    private ChosenContainer() {}

    /** The one asked for, or the only one. */
    static String chosen(Pod pod, Optional<String> asked) {
        List<String> names = Stream.concat(
                        pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
                .map(Container::getName)
                .toList();
        String name = pod.getMetadata().getName();
        if (asked.isEmpty() && pod.getSpec().getContainers().size() > 1) {
            throw ApiException.badRequest(
                    "a container name must be specified for pod " + name + ", choose one of: " + names);
        }
        String chosen = asked.orElse(pod.getSpec().getContainers().getFirst().getName());
        if (!names.contains(chosen)) {
            throw ApiException.badRequest("container " + chosen + " is not valid for pod " + name);
        }
        return chosen;
    }

    static String waitingReason(Pod pod, String container) {
        return Stream.concat(
                        pod.getStatus().getInitContainerStatuses().stream(),
                        pod.getStatus().getContainerStatuses().stream())
                .filter(status -> status.getName().equals(container))
                .map(ContainerStatus::getState)
                .filter(state -> state != null && state.getWaiting() != null)
                .map(state -> state.getWaiting().getReason())
                .findFirst()
                .orElse("ContainerCreating");
    }
}
