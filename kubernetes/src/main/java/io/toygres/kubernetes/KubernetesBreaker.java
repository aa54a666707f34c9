package io.toygres.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.faulttolerance.api.Guard;
import io.toygres.breaker.Breakers;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/** The breaker of the Kubernetes API: {@code @ApplyGuard(KubernetesBreaker.NAME)}. */
public final class KubernetesBreaker {

    public static final String NAME = "kubernetes";

    private KubernetesBreaker() {}

    /** With the time-out of each call, since no other annotation of fault tolerance holds beside {@code @ApplyGuard}. */
    @Produces
    @Singleton
    @Identifier(NAME)
    static Guard guard(KubernetesSettings settings) {
        return Breakers.builder("the Kubernetes API", KubernetesBreaker::isOutage)
                .withTimeout()
                .duration(settings.answerTimeout().toMillis(), ChronoUnit.MILLIS)
                .done()
                .build();
    }

    /** Not a refusal: the request of one operation must not close the way for others. */
    private static boolean isOutage(Throwable failure) {
        return switch (failure) {
            case KubernetesClientException e -> e.getCode() == 0 || e.getCode() == 429 || e.getCode() >= 500;
            case TimeoutException _ -> true;
            default -> false;
        };
    }
}
