package io.toygres.local.up;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The cluster that instances run in: the stand-in, which this process starts, or the one that {@code KUBECONFIG} names.
 *
 * @param hosts names of instances in the form of /etc/hosts; only the stand-in has such a file
 * @param control the stand-in's knobs
 * @param server stops the stand-in; does nothing for another cluster
 */
record Cluster(Path kubeconfig, Optional<Path> hosts, Optional<URI> control, Runnable server) implements AutoCloseable {
    /** What follows the DNS label of a public instance in the stand-in. */
    static final String DNS_SUFFIX = "toygres.test";

    static Cluster open(Settings settings) {
        return settings.kubeconfig()
                .map(kubeconfig -> new Cluster(kubeconfig, Optional.empty(), Optional.empty(), () -> {}))
                .orElseThrow(() -> new StartRefused("Set KUBECONFIG to the cluster to use"));
    }

    @Override
    public void close() {
        server.run();
    }
}
