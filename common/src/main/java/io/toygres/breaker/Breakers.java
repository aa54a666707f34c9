package io.toygres.breaker;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Predicate;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jboss.logging.Logger;

/** The breakers of what the services call, and the one of the Kubernetes API: {@code @ApplyGuard(Breakers.KUBERNETES)}. */
public final class Breakers {

    public static final String KUBERNETES = "kubernetes";

    /** What the calls of about a third of a replica's steps come to. */
    private static final int CALLS_LOOKED_AT = 20;

    /** Refusals of single requests come among answers; what fails so often is away. */
    private static final double FAILING = 0.9;

    private static final Duration REST = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(Breakers.class);

    private Breakers() {}

    /** With the time-out of each call, since no other annotation of fault tolerance holds beside {@code @ApplyGuard}. */
    @Produces
    @Singleton
    @Identifier(KUBERNETES)
    static Guard kubernetes(KubernetesSettings settings) {
        return open("the Kubernetes API", CALLS_LOOKED_AT, REST, Breakers::isOutageOfKubernetes)
                .withTimeout()
                .duration(settings.answerTimeout().toMillis(), ChronoUnit.MILLIS)
                .done()
                .build();
    }

    /**
     * A breaker for calls of something else.
     *
     * @param what for the log, such as {@code the blob storage}
     * @param isOutage whether a failure says that it is away, rather than that it refuses this one request
     */
    public static Guard of(String what, Predicate<Throwable> isOutage) {
        return open(what, CALLS_LOOKED_AT, REST, isOutage).build();
    }

    /** As {@link #of(String, Predicate)}, for what is called seldom. */
    public static Guard of(String what, int callsLookedAt, Duration rest, Predicate<Throwable> isOutage) {
        return open(what, callsLookedAt, rest, isOutage).build();
    }

    private static Guard.Builder open(String what, int calls, Duration rest, Predicate<Throwable> isOutage) {
        return Guard.create()
                .withDescription(what)
                .withCircuitBreaker()
                .requestVolumeThreshold(calls)
                .failureRatio(FAILING)
                .delay(rest.toMillis(), ChronoUnit.MILLIS)
                .when(isOutage)
                .onStateChange(state -> told(what, state))
                .done();
    }

    private static void told(String what, CircuitBreakerState state) {
        switch (state) {
            case OPEN -> LOG.warnf("Fails again and again, and is left alone for a moment: %s", what);
            case CLOSED -> LOG.infof("Answers again: %s", what);
            case HALF_OPEN -> LOG.debugf("Is tried again: %s", what);
        }
    }

    /** Not a refusal: the request of one operation must not close the way for others. */
    private static boolean isOutageOfKubernetes(Throwable failure) {
        return switch (failure) {
            case KubernetesClientException e -> e.getCode() == 0 || e.getCode() == 429 || e.getCode() >= 500;
            case TimeoutException _ -> true;
            default -> false;
        };
    }
}
