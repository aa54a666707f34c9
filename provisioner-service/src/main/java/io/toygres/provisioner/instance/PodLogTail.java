package io.toygres.provisioner.instance;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PrettyLoggable;
import io.toygres.job.LogTail;
import io.toygres.kubernetes.ContainerState;
import io.toygres.kubernetes.ContainerState.Terminated;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The end of the log of the container that keeps a pod from being ready: its instance is undone, and the pod removed with its log. */
final class PodLogTail {

    private static final Logger LOG = Logger.getLogger(PodLogTail.class);

    private static final int LINES = 200;

    private PodLogTail() {}

    /** Empty when no container has failed, or when its node does not hand the log out: the failure matters more. */
    static Optional<String> of(KubernetesClient client, Pod pod) {
        return Stream.of(
                        pod.getStatus().getInitContainerStatuses(),
                        pod.getStatus().getContainerStatuses())
                .flatMap(List::stream)
                .filter(PodLogTail::hasFailed)
                .findFirst()
                .map(container -> LogTail.of(read(client, pod, container)))
                .filter(tail -> !tail.isEmpty());
    }

    private static boolean hasFailed(ContainerStatus container) {
        return Stream.of(ContainerState.of(container), ContainerState.lastEnd(container))
                .flatMap(Optional::stream)
                .anyMatch(state -> state instanceof Terminated ended && ended.exitCode() != 0);
    }

    private static String read(KubernetesClient client, Pod pod, ContainerStatus container) {
        var log = client.pods().resource(pod).inContainer(container.getName());
        boolean runsAgain = ContainerState.of(container).stream().anyMatch(ContainerState.Running.class::isInstance);
        PrettyLoggable lines = runsAgain ? log.terminated().tailingLines(LINES) : log.tailingLines(LINES);
        try {
            return lines.getLog();
        } catch (KubernetesClientException e) {
            LOG.debugf(e, "No log of pod %s", pod.getMetadata().getName());
            return "";
        }
    }
}
