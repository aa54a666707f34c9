package io.toygres.local.up;

import io.toygres.localcluster.LocalCluster;
import io.toygres.localcluster.LocalClusterConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The cluster that instances run in: the stand-in, which this process starts, or the one that {@code KUBECONFIG} names.
 *
 * @param hosts names of instances in the form of /etc/hosts; only the stand-in has such a file
 * @param control the stand-in's knobs
 * @param standIn absent for another cluster
 */
record Cluster(Path kubeconfig, Optional<Path> hosts, Optional<URI> control, Optional<LocalCluster> standIn)
        implements AutoCloseable {
    /** What follows the DNS label of a public instance in the stand-in. */
    static final String DNS_SUFFIX = "toygres.test";

    static Cluster open(Settings settings) {
        return settings.kubeconfig()
                .map(kubeconfig -> existing(kubeconfig.file(settings.state().mergedKubeconfig())))
                .orElseGet(() -> startStandIn(settings));
    }

    private static Cluster existing(Path kubeconfig) {
        ClusterClient.requireAnswer(kubeconfig);
        return new Cluster(kubeconfig, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Cluster startStandIn(Settings settings) {
        try {
            LocalCluster cluster =
                    LocalCluster.start(LocalClusterConfig.in(settings.state().data("cluster"))
                            .withPort(settings.ports().of(ServerPort.KUBERNETES))
                            .withTools(settings.checkout().tools())
                            .withTenant(LocalAzure.TENANT_ID, LocalAzure.AUTHORITY_HOST));
            return new Cluster(
                    cluster.kubeconfig(),
                    Optional.of(cluster.hostsFile()),
                    Optional.of(cluster.faultsUrl()),
                    Optional.of(cluster));
        } catch (IOException e) {
            throw new UncheckedIOException("The cluster did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting the cluster", e);
        }
    }

    @Override
    public void close() throws IOException {
        if (standIn.isPresent()) {
            standIn.get().close();
        }
    }
}
