package io.toygres.local.up;

import io.toygres.local.platform.Secrets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The federated token of image-service in a file that is renewed, as the kubelet renews a projected one: image-service runs
 * outside the cluster here.
 */
final class WorkloadToken implements AutoCloseable {
    static final String NAMESPACE = "toygres-system";
    static final String SERVICE_ACCOUNT = "image-service";

    private static final Duration VALIDITY = Duration.ofHours(1);
    private static final Duration RENEWAL = Duration.ofMinutes(10);

    private final ClusterClient cluster;
    private final Path file;
    private final Thread renewal;

    WorkloadToken(ClusterClient cluster, Path file) {
        this.cluster = cluster;
        this.file = file;
        write();
        renewal = Thread.ofVirtual().name("workload-token").start(this::keepFresh);
    }

    private void write() {
        Secrets.write(file, cluster.federatedToken(NAMESPACE, SERVICE_ACCOUNT, VALIDITY));
    }

    private void keepFresh() {
        while (true) {
            try {
                Thread.sleep(RENEWAL);
                write();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // The token is good for five more tries.
                Progress.say("Could not renew image-service's token: " + e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        renewal.interrupt();
        StateFolder.delete(file);
    }
}
