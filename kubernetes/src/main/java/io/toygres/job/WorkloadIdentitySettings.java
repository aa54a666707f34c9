package io.toygres.job;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/**
 * The identity that Jobs log in to Azure with, for clusters without the workload identity webhook; where the webhook runs, all of
 * it is left out (https://azure.github.io/azure-workload-identity/docs/topics/self-managed-clusters.html).
 */
@ConfigMapping(prefix = "toygres.workload-identity")
public interface WorkloadIdentitySettings {

    /** Client id of the application or managed identity; present exactly when the other two are. */
    Optional<String> clientId();

    Optional<String> tenantId();

    /** Such as {@code https://login.microsoftonline.com/}. */
    Optional<URI> authorityHost();
}
