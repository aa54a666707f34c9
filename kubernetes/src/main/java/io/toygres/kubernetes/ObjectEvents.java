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
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the cluster's components say about an object ({@code kubectl describe} shows it at its end): for the reason of a wait and what
 * it means when it lasts, never to decide by at once, since events are best effort and gone after an hour.
 */
public final class ObjectEvents {

    /** Normal by their type, and yet they say why an object does not get on: no default StorageClass, no room for another node. */
    private static final Set<String> TELLING = Set.of("FailedBinding", "NotTriggerScaleUp");

    /** They announce a wait or another try, so a warning before them still holds. */
    private static final Set<String> ANNOUNCEMENTS = Set.of(
            "ExternalProvisioning", "Provisioning", "WaitForFirstConsumer", "WaitForPodScheduled", "TriggeredScaleUp");

    /** In the same second a success counts: what fails goes on to fail, and says so again. */
    private static final Comparator<Event> NEWEST_LAST =
            Comparator.comparing(ObjectEvents::time).thenComparing(event -> !tells(event));

    private ObjectEvents() {}

    /**
     * The newest event that says why the object does not get on. Empty when something went well since, or when events may not be read.
     */
    public static Optional<WarningEvent> warning(KubernetesClient client, HasMetadata object) {
        return about(client, object).stream()
                .filter(event -> !ANNOUNCEMENTS.contains(event.getReason()))
                .max(NEWEST_LAST)
                .filter(ObjectEvents::tells)
                .map(warning -> new WarningEvent(warning.getReason(), warning.getMessage()));
    }

    private static boolean tells(Event event) {
        return "Warning".equals(event.getType()) || TELLING.contains(event.getReason());
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
