package io.toygres.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the cluster's components say about an object ({@code kubectl describe} shows it at its end): for the reason of a wait, never
 * to decide by, since events are best effort and gone after an hour.
 */
public final class ObjectEvents {

    private ObjectEvents() {}

    /**
     * The warning event about the object, if that is its newest, such as
     * {@code FailedMount: secret "orders-secret" not found}. Empty when something went well since, or when events may not be read.
     */
    public static Optional<String> warning(KubernetesClient client, HasMetadata object) {
        return about(client, object).stream()
                .max(Comparator.comparing(ObjectEvents::time))
                .filter(newest -> "Warning".equals(newest.getType()))
                .map(warning -> warning.getReason() + ": " + warning.getMessage());
    }

    private static List<Event> about(KubernetesClient client, HasMetadata object) {
        try {
            return client.v1()
                    .events()
                    .inNamespace(object.getMetadata().getNamespace())
                    .withField("involvedObject.uid", object.getMetadata().getUid())
                    .list()
                    .getItems();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return List.of();
            }
            throw e;
        }
    }

    /** Old components say when it was last seen, new ones when it was first seen and when its series went on. */
    private static Instant time(Event event) {
        return Stream.of(
                        Optional.ofNullable(event.getLastTimestamp()),
                        Optional.ofNullable(event.getEventTime()).map(time -> time.getTime()),
                        Optional.ofNullable(event.getSeries())
                                .map(series -> series.getLastObservedTime())
                                .map(time -> time.getTime()))
                .flatMap(Optional::stream)
                .map(Instant::parse)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }
}
