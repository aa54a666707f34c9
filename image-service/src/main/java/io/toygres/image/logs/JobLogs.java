package io.toygres.image.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.toygres.contract.ImageId;
import io.toygres.image.ClusterConfig;
import io.toygres.job.JobTemplate;
import io.toygres.kubernetes.Labels;
import io.toygres.kubernetes.PodLog;
import io.toygres.kubernetes.ResourceNames;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;

/** Reads the logs of a backup Job's pods, one after another. */
@Singleton
final class JobLogs {

    private final KubernetesClient client;
    private final String namespace;

    JobLogs(KubernetesClient client, ClusterConfig cluster) {
        this.client = client;
        this.namespace = cluster.namespace();
    }

    boolean exist(ImageId image) {
        return client.batch()
                        .v1()
                        .jobs()
                        .inNamespace(namespace)
                        .withName(ResourceNames.backupJob(image))
                        .get()
                != null;
    }

    /** Copies what is there now, without following; each pod's log under a line that names the pod. */
    void copy(ImageId image, OutputStream out) throws IOException {
        for (Pod pod : pods(image)) {
            out.write(heading(pod).getBytes(UTF_8));
            PodLog.copy(client.pods().resource(pod).inContainer(JobTemplate.CONTAINER), out);
        }
    }

    private List<Pod> pods(ImageId image) {
        return client
                .pods()
                .inNamespace(namespace)
                .withLabel(Labels.IMAGE_ID, image.toString())
                .list()
                .getItems()
                .stream()
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()))
                .toList();
    }

    private static String heading(Pod pod) {
        return "--- pod %s, started %s%n"
                .formatted(pod.getMetadata().getName(), pod.getMetadata().getCreationTimestamp());
    }
}
