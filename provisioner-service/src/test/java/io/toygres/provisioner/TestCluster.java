package io.toygres.provisioner;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.toygres.local.identity.FederatedCredential;
import io.toygres.local.identity.TrustedIssuer;
import io.toygres.local.job.JobBlobs;
import io.toygres.local.platform.Checkout;
import io.toygres.localcluster.LocalCluster;
import io.toygres.localcluster.LocalClusterConfig;
import io.toygres.secret.Keyring;
import io.toygres.secret.KeyringFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A cluster in which pods really run, a client of it and a keyring, for plans that are walked without the service around them. */
record TestCluster(LocalCluster cluster, KubernetesClient client, Keyring keyring) implements AutoCloseable {

    private static final String JOBS_ACCOUNT = "toygres-backup";

    static TestCluster in(Path folder) throws IOException, InterruptedException {
        LocalCluster cluster = LocalCluster.throwaway(LocalClusterConfig.in(folder.resolve("cluster"))
                .withTools(Checkout.here().tools())
                .withTenant(JobBlobs.TENANT, JobBlobs.AUTHORITY_HOST));
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Files.readString(cluster.kubeconfig())))
                .build();
        Path keyring = Files.writeString(folder.resolve("keyring"), "k1:" + "A".repeat(43) + "=\n");
        return new TestCluster(cluster, client, KeyringFile.read(keyring));
    }

    /** Blob Storage that believes this cluster's tokens, with the service account that Jobs log in as. */
    JobBlobs blobs(Path folder) {
        client.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withNamespace(ManagedObjects.NAMESPACE)
                        .withName(JOBS_ACCOUNT)
                        .addToAnnotations("azure.workload.identity/client-id", JobBlobs.CLIENT)
                        .endMetadata()
                        .build())
                .create();
        var issuer = new TrustedIssuer(cluster.url(), () -> client.raw("/openid/v1/jwks"));
        return JobBlobs.start(folder, issuer, jobsToken());
    }

    private String jobsToken() {
        var request = new TokenRequestBuilder()
                .withNewSpec()
                .withAudiences(FederatedCredential.AUDIENCE)
                .withExpirationSeconds(3600L)
                .endSpec()
                .build();
        return client.serviceAccounts()
                .inNamespace(ManagedObjects.NAMESPACE)
                .withName(JOBS_ACCOUNT)
                .tokenRequest(request)
                .getStatus()
                .getToken();
    }

    @Override
    public void close() throws IOException {
        client.close();
        cluster.close();
    }
}
