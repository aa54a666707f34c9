package io.toygres.local.up;

import io.toygres.local.platform.Secrets;
import java.nio.file.Path;
import java.time.Duration;

/** With which kubeconfig each worker reaches the cluster. */
record WorkerKubeconfigs(Path image, Path provisioner) {

    /** Longer than anybody leaves a local system up; the next start writes new ones. */
    private static final Duration VALIDITY = Duration.ofDays(365);

    /** New ones for the workers' service accounts, as their pods would have them. */
    static WorkerKubeconfigs write(ClusterClient cluster, StateFolder state) {
        return new WorkerKubeconfigs(
                write(cluster, state, "image-service"), write(cluster, state, "provisioner-service"));
    }

    private static Path write(ClusterClient cluster, StateFolder state, String account) {
        Path file = state.kubeconfig(account);
        Secrets.write(file, cluster.kubeconfigOf(WorkloadToken.NAMESPACE, account, VALIDITY));
        return file;
    }
}
