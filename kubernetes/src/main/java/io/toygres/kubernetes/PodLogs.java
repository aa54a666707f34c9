package io.toygres.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The logs of all pods with one label, for the endpoints that hand them out. */
public final class PodLogs {

    /** Newest lines of each container that are handed out when nobody says how many. */
    public static final String USUAL_LINES = "10000";

    private final KubernetesClient client;
    private final String namespace;

    public PodLogs(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** The pods with that label, oldest first. */
    public List<Pod> pods(String label, Object value) {
        return client.pods().inNamespace(namespace).withLabel(label, value.toString()).list().getItems().stream()
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()))
                .toList();
    }

    /** Copies what is there now, without following; each container's log under a line that names it. */
    public void copy(List<Pod> pods, int lines, OutputStream out) throws IOException {
        for (Pod pod : pods) {
            for (String container : started(pod)) {
                out.write("--- pod %s, container %s, created %s%n"
                        .formatted(
                                pod.getMetadata().getName(),
                                container,
                                pod.getMetadata().getCreationTimestamp())
                        .getBytes(UTF_8));
                PodLog.copy(client.pods().resource(pod).inContainer(container).tailingLines(lines), out);
            }
        }
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
