package io.toygres.local.up;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.toygres.local.identity.FederatedCredential;
import io.toygres.local.identity.TrustedIssuer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the launcher does in a cluster, of which it knows the kubeconfig alone. */
final class ClusterClient implements AutoCloseable {
    private static final String CLIENT_ID = "${TOYGRES_WORKLOAD_IDENTITY_CLIENT_ID}";

    private final KubernetesClient client;

    ClusterClient(Path kubeconfig) {
        this.client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
    }

    URI apiServer() {
        return URI.create(client.getConfiguration().getMasterUrl());
    }

    /** Whom Entra shall believe: the issuer and keys that the cluster publishes. */
    TrustedIssuer tokenIssuer() {
        String discovery = client.raw("/.well-known/openid-configuration");
        Object issuer = Serialization.unmarshal(discovery, Map.class).get("issuer");
        return new TrustedIssuer(String.valueOf(issuer), () -> client.raw("/openid/v1/jwks"));
    }

    /** Creates or updates the objects of a file with several YAML documents. */
    void apply(Path yaml, String clientId) {
        for (HasMetadata object : objects(yaml, clientId)) {
            client.resource(object).createOr(NonDeletingOperation::update);
        }
    }

    /** A service account's token for Entra, as the kubelet would project it. */
    String federatedToken(String namespace, String serviceAccount, Duration validity) {
        TokenRequest request = new TokenRequestBuilder()
                .withNewSpec()
                .withAudiences(FederatedCredential.AUDIENCE)
                .withExpirationSeconds(validity.toSeconds())
                .endSpec()
                .build();
        return client.serviceAccounts()
                .inNamespace(namespace)
                .withName(serviceAccount)
                .tokenRequest(request)
                .getStatus()
                .getToken();
    }

    @Override
    public void close() {
        client.close();
    }

    private List<HasMetadata> objects(Path yaml, String clientId) {
        try {
            byte[] filledIn =
                    Files.readString(yaml).replace(CLIENT_ID, clientId).getBytes(StandardCharsets.UTF_8);
            return client.load(new ByteArrayInputStream(filledIn)).items();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
