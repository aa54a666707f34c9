package io.toygres.image.blob;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.identity.ClientAssertionCredentialBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import io.smallrye.faulttolerance.api.Guard;
import io.toygres.breaker.Breakers;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Makes the container from the SDK's clients; nothing is sent until it is used. */
final class BlobClients {

    /**
     * How long one request is tried again.
     *
     * @param tries the first one included
     * @param longestDelay where the doubling of the time between two ends
     */
    record Patience(int tries, Duration longestDelay) {
        /** A step that failed is run again with its own backoff. */
        static final Patience BRIEF = new Patience(3, Duration.ofSeconds(2));

        /** Almost two minutes of refusals: a large file that is being read would have to be read from its beginning again. */
        static final Patience LONG = new Patience(10, Duration.ofSeconds(30));

        /** What all tries may take together, if each is answered at the last moment. */
        TimeLimit limit(BlobConfig config) {
            return new TimeLimit(config.requestTimeout().plus(longestDelay).multipliedBy(tries));
        }
    }

    private static final Duration FIRST_DELAY = Duration.ofMillis(200);

    private BlobClients() {}

    @Produces
    @Singleton
    static ImageContainer container(BlobConfig config, IdentityConfig identity) {
        HttpClient http = BlobHttp.client(config);
        Guard breaker = Breakers.of("the blob storage", ImageContainer::isOutage);
        return container(config, identity, http, Patience.BRIEF, Patience.LONG, Optional.of(breaker));
    }

    static ImageContainer container(BlobConfig config, IdentityConfig identity, HttpClient http) {
        return container(config, identity, http, Patience.BRIEF, Patience.LONG, Optional.empty());
    }

    static ImageContainer container(
            BlobConfig config,
            IdentityConfig identity,
            HttpClient http,
            Patience brief,
            Patience patient,
            Optional<Guard> breaker) {
        return new ImageContainer(
                client(config, identity, http, brief),
                brief.limit(config),
                client(config, identity, http, patient),
                patient.limit(config),
                breaker);
    }

    static BlobContainerClient client(BlobConfig config, IdentityConfig identity, HttpClient http, Patience patience) {
        return new BlobContainerClientBuilder()
                .endpoint(config.containerUrl().toString())
                .credential(credential(identity, http))
                .httpClient(http)
                .retryOptions(retries(config, patience))
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

    private static RequestRetryOptions retries(BlobConfig config, Patience patience) {
        return new RequestRetryOptions(
                RetryPolicyType.EXPONENTIAL,
                patience.tries(),
                config.requestTimeout(),
                FIRST_DELAY,
                patience.longestDelay(),
                null);
    }
}
