package io.toygres.localcluster.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.toygres.localcluster.registry.ReconcileQueue.Reconciler;
import io.toygres.localcluster.store.Change;
import io.toygres.localcluster.store.ObjectKey;
import io.toygres.localcluster.store.ResourceType;
import io.toygres.localcluster.store.ResourceTypes;
import java.util.List;

/** The objects of a kind that has pods: each is reconciled when it changes, and when a pod of its does. */
public final class PodOwners implements AutoCloseable {
    private final Registry registry;
    private final ResourceType<?> type;
    private final ReconcileQueue<ObjectKey> queue;

    public PodOwners(Registry registry, ResourceType<?> type, Reconciler<ObjectKey> reconciler) {
        this.registry = registry;
        this.type = type;
        this.queue = new ReconcileQueue<>(type.plural(), reconciler);
        registry.listen(type, change -> queue.add(change.key()));
        registry.listen(ResourceTypes.PODS, this::podChanged);
    }

    private void podChanged(Change change) {
        for (JsonNode owner : change.object().at("/metadata/ownerReferences")) {
            if (owner.path("kind").asText().equals(type.kind())) {
                queue.add(new ObjectKey(
                        type, change.key().namespace(), owner.path("name").asText()));
            }
        }
    }

    public List<Pod> pods(HasMetadata owner) {
        String uid = owner.getMetadata().getUid();
        return registry.list(ResourceTypes.PODS, owner.getMetadata().getNamespace()).stream()
                .filter(pod -> pod.getMetadata().getOwnerReferences().stream()
                        .anyMatch(reference -> reference.getUid().equals(uid)))
                .toList();
    }

    /** Has a pod end; one that is already gone is fine. */
    public void delete(Pod pod) {
        registry.deleteIfPresent(ObjectKey.of(ResourceTypes.PODS, pod), DeleteRequest.BACKGROUND);
    }

    @Override
    public void close() {
        queue.close();
    }
}
