package io.toygres.breaker;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** The breakers of what the services call. */
public final class Breakers {

    /** What the calls of about a third of a replica's steps come to. */
    private static final int CALLS_LOOKED_AT = 20;

    /** Refusals of single requests come among answers; what fails so often is away. */
    private static final double FAILING = 0.9;

    private static final Duration REST = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(Breakers.class);

    private Breakers() {}

    /**
     * A breaker for calls of something.
     *
     * @param what for the log, such as {@code the blob storage}
     * @param isOutage whether a failure says that it is away, rather than that it refuses this one request
     */
    public static Guard of(String what, Predicate<Throwable> isOutage) {
        return builder(what, isOutage).build();
    }

    /** As {@link #of(String, Predicate)}, for a guard that has more. */
    public static Guard.Builder builder(String what, Predicate<Throwable> isOutage) {
        return open(what, CALLS_LOOKED_AT, REST, isOutage);
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
}
