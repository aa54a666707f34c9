package io.toygres.local.up;

import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.toygres.local.identity.FederatedCredential;
import io.toygres.local.identity.TrustedIssuer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the launcher does in a cluster, of which it knows the kubeconfig alone. */
final class ClusterClient implements AutoCloseable {
    /** Who owns the fields of what is applied: https://kubernetes.io/docs/reference/using-api/server-side-apply/ */
    private static final String FIELD_MANAGER = "toygres-up";

    private static final int PATIENCE_MS = 10_000;
    private static final String CLIENT_ID = "${TOYGRES_WORKLOAD_IDENTITY_CLIENT_ID}";

    private final KubernetesClient client;

    /** The cluster that {@code KUBECONFIG} names, or that this process is a pod of. */
    ClusterClient() {
        this.client = new KubernetesClientBuilder().build();
    }

    ClusterClient(Path kubeconfig) {
        this.client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
    }

    /** @throws StartRefused when the cluster does not answer, or to nobody with these credentials */
    static void requireAnswer(Path kubeconfig) {
        Config config = Config.fromKubeconfig(kubeconfig.toFile());
        if (config.getCurrentContext() == null) {
            throw new StartRefused(kubeconfig + " has no current context: choose one with kubectl config use-context");
        }
        config.setConnectionTimeout(PATIENCE_MS);
        config.setRequestTimeout(PATIENCE_MS);
        config.setRequestRetryBackoffLimit(0);
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            client.namespaces().withName(WorkloadToken.NAMESPACE).get();
        } catch (KubernetesClientException e) {
            throw new StartRefused("The cluster at %s (context %s of %s) %s. Look with: kubectl --kubeconfig %s version"
                    .formatted(
                            config.getMasterUrl(),
                            config.getCurrentContext().getName(),
                            kubeconfig,
                            whatItDid(e),
                            kubeconfig));
        }
    }

    private static String whatItDid(KubernetesClientException e) {
        if (e.getCode() < HttpURLConnection.HTTP_OK) {
            return "does not answer: " + rootCause(e);
        }
        return switch (e.getCode()) {
            case HttpURLConnection.HTTP_UNAUTHORIZED -> "does not accept the credentials";
            case HttpURLConnection.HTTP_FORBIDDEN -> "does not let this user read namespaces";
            default -> "answered HTTP " + e.getCode();
        };
    }

    private static String rootCause(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
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

    /**
     * Applies the objects of a file with several YAML documents, as {@code kubectl apply --server-side --force-conflicts} does: what
     * is in the file becomes so, and what an operator added beside it (pull secrets, labels, annotations) stays.
     */
    void apply(Path yaml, String clientId) {
        for (HasMetadata object : objects(yaml, clientId)) {
            client.resource(object).fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
        }
    }

    /** A service account's token for Entra, as the kubelet would project it. */
    String federatedToken(String namespace, String serviceAccount, Duration validity) {
        return token(namespace, serviceAccount, List.of(FederatedCredential.AUDIENCE), validity);
    }

    /**
     * A kubeconfig with which a process of this machine is a service account of the cluster, and has that account's rights alone.
     *
     * @param validity of the token in it, which nobody renews
     */
    String kubeconfigOf(String namespace, String serviceAccount, Duration validity) {
        Config own = client.getConfiguration();
        String name = namespace + "-" + serviceAccount;
        return Serialization.asYaml(new ConfigBuilder()
                .withApiVersion("v1")
                .withKind("Config")
                .addNewCluster()
                .withName(name)
                .withNewCluster()
                .withServer(own.getMasterUrl())
                .endCluster()
                .endCluster()
                .addNewUser()
                .withName(name)
                .withNewUser()
                .withToken(token(namespace, serviceAccount, List.of(), validity))
                .endUser()
                .endUser()
                .addNewContext()
                .withName(name)
                .withNewContext()
                .withCluster(name)
                .withUser(name)
                .withNamespace(own.getNamespace())
                .endContext()
                .endContext()
                .withCurrentContext(name)
                .build());
    }

    private String token(String namespace, String serviceAccount, List<String> audiences, Duration validity) {
        TokenRequest request = new TokenRequestBuilder()
                .withNewSpec()
                .withAudiences(audiences)
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
