package io.toygres.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.toygres.operation.KnownErrors;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.Set;

/** What the timeline says of a call to the Kubernetes API that failed; never the answer's own text. */
@Singleton
public final class KubernetesErrors implements KnownErrors {

    /** The service lacks a right, or its token is not known. */
    private static final Set<Integer> REFUSALS =
            Set.of(HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN);

    @Override
    public Optional<String> words(Throwable error) {
        return error instanceof KubernetesClientException failed
                ? Optional.of(
                        REFUSALS.contains(failed.getCode())
                                ? "the Kubernetes API refused it with HTTP " + failed.getCode()
                                : "the Kubernetes API did not do what it was asked")
                : Optional.empty();
    }
}
