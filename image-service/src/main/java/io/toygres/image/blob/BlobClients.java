package io.toygres.image.blob;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.identity.ClientAssertionCredentialBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Makes the SDK's client of the container; nothing is sent until it is used. */
final class BlobClients {

    /** Tries of one request. Small, because a step that failed is run again with its own backoff. */
    private static final int TRIES = 3;

    private static final Duration FIRST_DELAY = Duration.ofMillis(200);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(2);

    private BlobClients() {}

    @Produces
    @Singleton
    static ImageContainer container(BlobConfig config, IdentityConfig identity) {
        return new ImageContainer(client(config, identity));
    }

    static BlobContainerClient client(BlobConfig config, IdentityConfig identity) {
        HttpClient http = BlobHttp.client(config);
        return new BlobContainerClientBuilder()
                .endpoint(config.containerUrl().toString())
                .credential(credential(identity, http))
                .httpClient(http)
                .retryOptions(retries(config))
                .buildClient();
    }

    /**
     * Workload identity. Not by {@code WorkloadIdentityCredential}, which talks to Entra over a client of its own and so past
     * proxy and authorities. Instance discovery would ask the public cloud about an authority that a private one has.
     */
    private static TokenCredential credential(IdentityConfig identity, HttpClient http) {
        return new ClientAssertionCredentialBuilder()
                .clientId(identity.clientId())
                .tenantId(identity.tenantId())
                .clientAssertion(() -> federatedToken(identity.federatedTokenFile()))
                .authorityHost(identity.authorityHost().toString())
                .disableInstanceDiscovery()
                .httpClient(http)
                .build();
    }

    /** Read for every exchange, since the kubelet rotates it. */
    private static String federatedToken(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the federated token " + file, e);
        }
    }

    private static RequestRetryOptions retries(BlobConfig config) {
        return new RequestRetryOptions(
                RetryPolicyType.EXPONENTIAL, TRIES, config.requestTimeout(), FIRST_DELAY, LONGEST_DELAY, null);
    }
}
