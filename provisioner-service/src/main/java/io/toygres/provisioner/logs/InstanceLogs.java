package io.toygres.provisioner.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.toygres.contract.InstanceId;
import io.toygres.kubernetes.Labels;
import io.toygres.kubernetes.PodLog;
import io.toygres.provisioner.instance.ClusterConfig;
import io.toygres.provisioner.instance.Instance;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Reads the logs of an instance's pods. */
@Singleton
final class InstanceLogs {

    private final KubernetesClient client;
    private final String namespace;

    InstanceLogs(KubernetesClient client, ClusterConfig cluster) {
        this.client = client;
        this.namespace = cluster.namespace();
    }

    /** The server's pod, or those of the restore Job, oldest first, while there is no server. */
    List<Pod> pods(InstanceId instance) {
        List<Pod> all = client
                .pods()
                .inNamespace(namespace)
                .withLabel(Labels.INSTANCE_ID, instance.toString())
                .list()
                .getItems()
                .stream()
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()))
                .toList();
        List<Pod> servers = all.stream().filter(InstanceLogs::isServer).toList();
        return servers.isEmpty() ? all : servers;
    }

    /** Each container's log under a line that names it. */
    void copy(List<Pod> pods, int lines, OutputStream out) throws IOException {
        for (Pod pod : pods) {
            for (String container : started(pod)) {
                out.write("--- pod %s, container %s%n"
                        .formatted(pod.getMetadata().getName(), container)
                        .getBytes(UTF_8));
                PodLog.copy(client.pods().resource(pod).inContainer(container).tailingLines(lines), out);
            }
        }
    }

    private static boolean isServer(Pod pod) {
        return Instance.SERVER.equals(pod.getMetadata().getLabels().get(Labels.COMPONENT));
    }

    /** Containers that have run at all; the others have no log to ask for. */
    private static List<String> started(Pod pod) {
        return Stream.of(
                        pod.getStatus().getInitContainerStatuses(),
                        pod.getStatus().getContainerStatuses())
                .flatMap(List::stream)
                .filter(status -> status.getContainerID() != null)
                .map(ContainerStatus::getName)
                .toList();
    }
}
