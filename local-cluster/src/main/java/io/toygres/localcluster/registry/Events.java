package io.toygres.localcluster.registry;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.toygres.localcluster.store.ApiException;
import io.toygres.localcluster.store.ObjectKey;
import io.toygres.localcluster.store.ResourceTypes;
import java.time.Clock;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The events that {@code kubectl describe} shows. One that repeats is counted up; beyond {@value #KEPT} the oldest go (a
 * real cluster forgets them after an hour).
 */
public final class Events {
    private static final int KEPT = 500;

    private final Registry registry;
    private final Clock clock;
    private final Map<Same, ObjectKey> recorded = new LinkedHashMap<>();

    private record Same(String uid, String reason, String message) {}

    public Events(Registry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        registry.list(ResourceTypes.EVENTS, "").forEach(this::remember);
    }

    public void normal(String component, HasMetadata about, String reason, String message) {
        record("Normal", component, about, reason, message);
    }

    public void warning(String component, HasMetadata about, String reason, String message) {
        record("Warning", component, about, reason, message);
    }

    private synchronized void record(String type, String component, HasMetadata about, String reason, String message) {
        Same same = new Same(about.getMetadata().getUid(), reason, message);
        ObjectKey known = recorded.get(same);
        if (known != null && repeat(known)) {
            return;
        }
        try {
            Event event = registry.create(ResourceTypes.EVENTS, event(type, component, about, reason, message));
            remember(event);
            forgetOldest();
        } catch (ApiException namespaceGone) {
            if (namespaceGone.code() != 404 && namespaceGone.code() != 403) {
                throw namespaceGone;
            }
        }
    }

    private void remember(Event event) {
        Same same = new Same(event.getInvolvedObject().getUid(), event.getReason(), event.getMessage());
        recorded.put(same, ObjectKey.of(ResourceTypes.EVENTS, event));
    }

    private boolean repeat(ObjectKey key) {
        return registry.edit(ResourceTypes.EVENTS, key.namespace(), key.name(), event -> {
                    event.setCount(event.getCount() + 1);
                    event.setLastTimestamp(Timestamps.now(clock));
                })
                .isPresent();
    }

    private void forgetOldest() {
        Iterator<ObjectKey> oldest = recorded.values().iterator();
        while (recorded.size() > KEPT) {
            ObjectKey key = oldest.next();
            oldest.remove();
            registry.deleteIfPresent(key, DeleteRequest.AT_ONCE);
        }
    }

    private Event event(String type, String component, HasMetadata about, String reason, String message) {
        String namespace = about.getMetadata().getNamespace();
        return new EventBuilder()
                .withNewMetadata()
                .withGenerateName(about.getMetadata().getName() + ".")
                .withNamespace(namespace == null ? "default" : namespace)
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withNamespace(namespace)
                .withName(about.getMetadata().getName())
                .withUid(about.getMetadata().getUid())
                .endInvolvedObject()
                .withType(type)
                .withReason(reason)
                .withMessage(message)
                .withCount(1)
                .withFirstTimestamp(Timestamps.now(clock))
                .withLastTimestamp(Timestamps.now(clock))
                .withReportingComponent(component)
                .withReportingInstance("toygres-local")
                .withNewSource()
                .withComponent(component)
                .endSource()
                .build();
    }
}
