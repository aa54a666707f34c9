package io.toygres.localcluster.network;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.toygres.localcluster.registry.PodFacts;
import io.toygres.localcluster.registry.Registry;
import io.toygres.localcluster.store.ResourceTypes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pods behind a Service. */
final class ReadyPods {
    private final Registry registry;

    ReadyPods(Registry registry) {
        this.registry = registry;
    }

    /** All that the selector matches and that have an address; a Service without a selector has none. */
    List<Pod> selected(Service service) {
        Map<String, String> selector = service.getSpec().getSelector();
        if (selector == null || selector.isEmpty()) {
            return List.of();
        }
        return registry.list(ResourceTypes.PODS, service.getMetadata().getNamespace()).stream()
                .filter(pod -> pod.getMetadata().getLabels() != null
                        && pod.getMetadata().getLabels().entrySet().containsAll(selector.entrySet()))
                .filter(pod -> pod.getStatus().getPodIP() != null && PodFacts.hasPhase(pod, "Running"))
                .toList();
    }

    static boolean isReady(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null && PodFacts.isReady(pod);
    }

    /** The number of a port that may be given by name. */
    static Optional<Integer> port(Pod pod, IntOrString target) {
        if (target.getIntVal() != null) {
            return Optional.of(target.getIntVal());
        }
        return pod.getSpec().getContainers().stream()
                .flatMap(container -> container.getPorts().stream())
                .filter(port -> target.getStrVal().equals(port.getName()))
                .map(ContainerPort::getContainerPort)
                .findFirst();
    }
}
