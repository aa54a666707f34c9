package io.toygres.localcluster.gc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.toygres.localcluster.registry.DeleteRequest;
import io.toygres.localcluster.registry.ReconcileQueue;
import io.toygres.localcluster.registry.Registry;
import io.toygres.localcluster.store.ObjectKey;
import io.toygres.localcluster.store.ResourceType;
import io.toygres.localcluster.store.ResourceTypes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Gives each namespace its default service account, and empties one that is being deleted before it goes. */
public final class NamespaceController implements AutoCloseable {
    /** A namespace's contents are deleted again and again until their finalizers and grace periods are over. */
    private static final Duration AGAIN = Duration.ofMillis(200);

    private final Registry registry;
    private final ReconcileQueue<String> queue;

    public NamespaceController(Registry registry) {
        this.registry = registry;
        this.queue = new ReconcileQueue<>("namespace", this::reconcile);
        registry.listen(
                ResourceTypes.NAMESPACES, change -> queue.add(change.key().name()));
    }

    private Optional<Duration> reconcile(String name) {
        Optional<Namespace> namespace = registry.find(ResourceTypes.NAMESPACES, "", name);
        if (namespace.isEmpty()) {
            return Optional.empty();
        }
        if (namespace.get().getMetadata().getDeletionTimestamp() == null) {
            furnish(name);
            return Optional.empty();
        }
        return empty(name) ? Optional.empty() : Optional.of(AGAIN);
    }

    private void furnish(String namespace) {
        registry.createOnce(
                ResourceTypes.SERVICE_ACCOUNTS,
                new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("default")
                        .endMetadata()
                        .build());
        registry.createOnce(
                ResourceTypes.CONFIG_MAPS,
                new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("kube-root-ca.crt")
                        .endMetadata()
                        .addToData("ca.crt", "")
                        .build());
    }

    private boolean empty(String namespace) {
        boolean empty = true;
        for (ResourceType<?> type : ResourceTypes.ALL) {
            List<ObjectNode> left =
                    type.namespaced() ? registry.store().list(type, namespace).items() : List.of();
            for (ObjectNode object : left) {
                empty = false;
                registry.deleteIfPresent(ObjectKey.of(type, object), DeleteRequest.BACKGROUND);
            }
        }
        if (empty) {
            registry.edit(ResourceTypes.NAMESPACES, "", namespace, current -> current.getMetadata()
                    .setFinalizers(List.of()));
        }
        return empty;
    }

    @Override
    public void close() {
        queue.close();
    }
}
