package io.toygres.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the service may list and watch objects of one kind. Without that right operations still come to their end, but notice every
 * change late; so it is said instead of being put up with. A few refusals mean nothing: for seconds after its restart the API server
 * refuses what RBAC allows (https://github.com/kubernetes/kubernetes/issues/121635).
 */
final class WatchRight {

    /** The client pauses longer after each, so that as many take more than ten seconds. */
    private static final int CONVINCING = 5;

    /** Longer than the client's longest pause. */
    private static final Duration IN_A_ROW = Duration.ofMinutes(2);

    private final String rule;
    private final InstantSource clock;
    private int refusals;
    private Instant last = Instant.MIN;

    WatchRight(Class<? extends HasMetadata> kind, String namespace, InstantSource clock) {
        this.rule = "apiGroups [\"%s\"], resources [\"%s\"], verbs [\"list\", \"watch\"] in namespace %s"
                .formatted(HasMetadata.getGroup(kind), HasMetadata.getPlural(kind), namespace);
        this.clock = clock;
    }

    /** Such as {@code apiGroups ["batch"], resources ["jobs"], verbs ["list", "watch"] in namespace toygres-managed}. */
    String rule() {
        return rule;
    }

    /**
     * Takes note of the end of a watch, or of a try to begin one.
     *
     * @return whether it is certain by this one that the right is missing
     */
    synchronized boolean lostBy(Throwable error) {
        if (!isRefusal(error)) {
            return false;
        }
        Instant now = clock.instant();
        refusals = isInARow(now) ? refusals + 1 : 1;
        last = now;
        return refusals == CONVINCING;
    }

    /** The client hands over what its futures ended with, which may be wrapped. */
    private static boolean isRefusal(Throwable error) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof KubernetesClientException refused
                    && refused.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return true;
            }
        }
        return false;
    }

    /** The rule that is missing; empty when it is there, as far as one can tell. */
    synchronized Optional<String> missing() {
        return refusals >= CONVINCING && isInARow(clock.instant()) ? Optional.of(rule) : Optional.empty();
    }

    private boolean isInARow(Instant now) {
        return refusals > 0 && last.plus(IN_A_ROW).isAfter(now);
    }
}
