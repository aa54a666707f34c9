package io.toygres.localcluster.gc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.toygres.localcluster.registry.DeleteRequest;
import io.toygres.localcluster.registry.ReconcileQueue;
import io.toygres.localcluster.registry.Registry;
import io.toygres.localcluster.store.ApiException;
import io.toygres.localcluster.store.Change;
import io.toygres.localcluster.store.ObjectKey;
import io.toygres.localcluster.store.ResourceType;
import io.toygres.localcluster.store.ResourceTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Deletes what an owner leaves behind. In the background: an object none of whose owners exists is deleted. In the
 * foreground: an owner that waits with {@code foregroundDeletion} goes when its blocking dependents have gone.
 */
public final class GarbageCollector implements AutoCloseable {
    private static final String FOREGROUND = "foregroundDeletion";

    private final Registry registry;
    private final ReconcileQueue<Owner> queue;

    /** An owner as references name it. */
    private record Owner(ResourceType<?> type, String namespace, String name, String uid) {}

    private record Dependent(ObjectKey key, JsonNode object) {}

    public GarbageCollector(Registry registry) {
        this.registry = registry;
        this.queue = new ReconcileQueue<>("gc", this::reconcile);
        registry.store().listen(this::changed);
    }

    private void changed(Change change) {
        JsonNode metadata = change.object().path("metadata");
        if (change.kind() == Change.Kind.DELETED || metadata.hasNonNull("deletionTimestamp")) {
            ObjectKey key = change.key();
            queue.add(new Owner(
                    key.type(),
                    key.namespace(),
                    key.name(),
                    metadata.path("uid").asText()));
        }
        if (change.kind() != Change.Kind.MODIFIED) {
            owners(change.key().namespace(), metadata).forEach(queue::add);
        }
    }

    private static List<Owner> owners(String namespace, JsonNode metadata) {
        List<Owner> owners = new ArrayList<>();
        for (JsonNode owner : metadata.path("ownerReferences")) {
            ResourceTypes.ofKind(
                            owner.path("apiVersion").asText(),
                            owner.path("kind").asText())
                    .ifPresent(type -> owners.add(new Owner(
                            type,
                            type.namespaced() ? namespace : "",
                            owner.path("name").asText(),
                            owner.path("uid").asText())));
        }
        return owners;
    }

    private Optional<Duration> reconcile(Owner owner) {
        Optional<ObjectNode> found = find(owner);
        List<Dependent> dependents = dependents(owner);
        if (found.isEmpty()) {
            dependents.stream()
                    .filter(this::abandoned)
                    .forEach(dependent -> registry.deleteIfPresent(dependent.key(), DeleteRequest.BACKGROUND));
            return Optional.empty();
        }
        JsonNode metadata = found.get().path("metadata");
        if (!metadata.hasNonNull("deletionTimestamp") || !holds(metadata)) {
            return Optional.empty();
        }
        dependents.stream()
                .filter(dependent -> !dependent.object().path("metadata").hasNonNull("deletionTimestamp"))
                .filter(dependent -> !keptByAnother(dependent, owner))
                .forEach(dependent -> registry.deleteIfPresent(dependent.key(), DeleteRequest.FOREGROUND));
        if (dependents(owner).stream().noneMatch(dependent -> blocks(dependent, owner))) {
            release(owner);
        }
        return Optional.empty();
    }

    private Optional<ObjectNode> find(Owner owner) {
        return registry.store()
                .get(new ObjectKey(owner.type(), owner.namespace(), owner.name()))
                .filter(object -> object.at("/metadata/uid").asText().equals(owner.uid()));
    }

    /** None of its owners is left. */
    private boolean abandoned(Dependent dependent) {
        return owners(dependent.key().namespace(), dependent.object().path("metadata")).stream()
                .allMatch(owner -> find(owner).isEmpty());
    }

    /** Another of its owners stays. */
    private boolean keptByAnother(Dependent dependent, Owner leaving) {
        return owners(dependent.key().namespace(), dependent.object().path("metadata")).stream()
                .filter(owner -> !owner.equals(leaving))
                .flatMap(owner -> find(owner).stream())
                .anyMatch(owner -> !owner.path("metadata").hasNonNull("deletionTimestamp"));
    }

    private List<Dependent> dependents(Owner owner) {
        List<Dependent> dependents = new ArrayList<>();
        for (ResourceType<?> type : ResourceTypes.ALL) {
            for (ObjectNode object :
                    registry.store().list(type, owner.namespace()).items()) {
                for (JsonNode reference : object.at("/metadata/ownerReferences")) {
                    if (reference.path("uid").asText().equals(owner.uid())) {
                        dependents.add(new Dependent(ObjectKey.of(type, object), object));
                    }
                }
            }
        }
        return dependents;
    }

    private static boolean blocks(Dependent dependent, Owner owner) {
        for (JsonNode reference : dependent.object().at("/metadata/ownerReferences")) {
            if (reference.path("uid").asText().equals(owner.uid())) {
                return reference.path("blockOwnerDeletion").asBoolean();
            }
        }
        return false;
    }

    private static boolean holds(JsonNode metadata) {
        for (JsonNode finalizer : metadata.path("finalizers")) {
            if (finalizer.asText().equals(FOREGROUND)) {
                return true;
            }
        }
        return false;
    }

    private void release(Owner owner) {
        try {
            registry.store().update(new ObjectKey(owner.type(), owner.namespace(), owner.name()), object -> {
                ArrayNode finalizers = object.withObject("/metadata").withArray("finalizers");
                for (int i = finalizers.size() - 1; i >= 0; i--) {
                    if (finalizers.get(i).asText().equals(FOREGROUND)) {
                        finalizers.remove(i);
                    }
                }
                return object;
            });
        } catch (ApiException gone) {
            if (gone.code() != 404) {
                throw gone;
            }
        }
    }

    @Override
    public void close() {
        queue.close();
    }
}
