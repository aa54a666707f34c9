package io.toygres.image.blob;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;

/**
 * This service's own workload identity, as AKS's webhook puts it into the environment.
 *
 * @see <a href="https://azure.github.io/azure-workload-identity/docs/">Azure Workload Identity</a>
 */
@ConfigMapping(prefix = "azure")
interface IdentityConfig {

    /** Client id of the managed identity: {@code AZURE_CLIENT_ID}. */
    String clientId();

    /** Tenant of the managed identity: {@code AZURE_TENANT_ID}. */
    String tenantId();

    /** The projected service account token, rotated by the kubelet: {@code AZURE_FEDERATED_TOKEN_FILE}. */
    Path federatedTokenFile();

    /** Who issues access tokens: {@code AZURE_AUTHORITY_HOST}; default is Azure's public cloud. */
    @WithDefault("https://login.microsoftonline.com/")
    URI authorityHost();
}
