package io.toygres.job;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What the Azure workload identity webhook would add to a pod; nothing unless it is configured. Names, paths and audience are
 * the webhook's (https://azure.github.io/azure-workload-identity/docs/installation/mutating-admission-webhook.html).
 */
final class WorkloadIdentity {

    private static final String TOKEN_FOLDER = "/var/run/secrets/azure/tokens";
    private static final String TOKEN_FILE = "azure-identity-token";
    private static final String AUDIENCE = "api://AzureADTokenExchange";
    private static final long TOKEN_SECONDS = 3600;

    private final Optional<Identity> identity;

    private record Identity(String clientId, String tenantId, URI authorityHost) {}

    /** @throws IllegalStateException when only some of the settings are there */
    WorkloadIdentity(WorkloadIdentitySettings settings) {
        this.identity = settings.clientId().flatMap(client -> settings.tenantId()
                .flatMap(tenant -> settings.authorityHost().map(host -> new Identity(client, tenant, host))));
        boolean some = settings.clientId().isPresent()
                || settings.tenantId().isPresent()
                || settings.authorityHost().isPresent();
        if (some && identity.isEmpty()) {
            throw new IllegalStateException("toygres.workload-identity needs client-id, tenant-id and authority-host,"
                    + " or none of them where the webhook runs");
        }
    }

    List<EnvVar> environment() {
        return identity.map(found -> List.of(
                        new EnvVar("AZURE_CLIENT_ID", found.clientId(), null),
                        new EnvVar("AZURE_TENANT_ID", found.tenantId(), null),
                        new EnvVar("AZURE_AUTHORITY_HOST", found.authorityHost().toString(), null),
                        new EnvVar("AZURE_FEDERATED_TOKEN_FILE", TOKEN_FOLDER + "/" + TOKEN_FILE, null)))
                .orElse(List.of());
    }

    Optional<JobVolume> tokenVolume() {
        return identity.map(
                _ -> new JobVolume(projectedToken(), JobVolume.mount("azure-identity-token", TOKEN_FOLDER, true)));
    }

    private static Volume projectedToken() {
        return new VolumeBuilder()
                .withName("azure-identity-token")
                .withNewProjected()
                .addNewSource()
                .withNewServiceAccountToken()
                .withAudience(AUDIENCE)
                .withExpirationSeconds(TOKEN_SECONDS)
                .withPath(TOKEN_FILE)
                .endServiceAccountToken()
                .endSource()
                .endProjected()
                .build();
    }
}
