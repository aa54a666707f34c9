package io.toygres.e2e.sut;

import io.toygres.e2e.api.Password;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A system that runs on this machine, as {@code ./toygres up} describes it in {@code .toygres/system.json}.
 *
 * @param hostsFile names of instances in the form of /etc/hosts; empty when the cluster is a real one
 * @param controlUrl the stand-in cluster's knobs; empty when the cluster is a real one
 * @param stateFolder everything that the system keeps, logs included
 * @param runFolder one {@code <process>.pid} per process
 */
public record LocalSystem(
        Optional<Path> hostsFile,
        Optional<URI> controlUrl,
        Path stateFolder,
        Path runFolder,
        Cms cms,
        BlobStorage blobs) {

    /** The database of the services, with a login that sees every schema. */
    public record Cms(String jdbcUrl, String username, Password password) {}

    /**
     * The blob container, and the identity that may read it.
     *
     * @param address of the storage itself, as {@code host:port}
     * @param proxy through which both endpoints are reached, as {@code http://host:port}
     * @param certificateAuthority PEM of the authority that both endpoints' certificates come from
     */
    public record BlobStorage(
            URI container,
            String address,
            URI proxy,
            Path certificateAuthority,
            URI tokenUrl,
            String clientId,
            Path federatedToken) {}
}
