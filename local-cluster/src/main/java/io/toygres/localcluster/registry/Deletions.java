package io.toygres.localcluster.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.toygres.localcluster.registry.DeleteRequest.Propagation;
import io.toygres.localcluster.store.ApiException;
import io.toygres.localcluster.store.ObjectKey;
import io.toygres.localcluster.store.ObjectStore;
import io.toygres.localcluster.store.ResourceType;
import io.toygres.localcluster.store.ResourceTypes;
import java.time.Instant;

/**
 * Marks objects for deletion. The store removes a marked one as soon as no finalizer and no grace period holds it; the
 * garbage collector looks after what it owned.
 */
final class Deletions {
    static final String FOREGROUND_FINALIZER = "foregroundDeletion";

    private final ObjectStore store;
    private final ObjectIdentity identity;

    Deletions(ObjectStore store, ObjectIdentity identity) {
        this.store = store;
        this.identity = identity;
    }

    ObjectNode delete(ObjectKey key, DeleteRequest request) {
        Propagation propagation = request.propagation().orElse(usualPropagation(key.type()));
        return store.update(key, object -> {
            JsonNode metadata = object.path("metadata");
            request.uid().ifPresent(uid -> expect(key, "UID", uid, metadata.path("uid")));
            request.resourceVersion()
                    .ifPresent(version -> expect(key, "ResourceVersion", version, metadata.path("resourceVersion")));
            if (propagation == Propagation.ORPHAN) {
                disown(metadata.path("uid").asText());
            }
            return mark(key, object, request, propagation);
        });
    }

    private ObjectNode mark(ObjectKey key, ObjectNode object, DeleteRequest request, Propagation propagation) {
        ObjectNode metadata = object.withObject("/metadata");
        if (propagation == Propagation.FOREGROUND) {
            addFinalizer(metadata);
        }
        long grace = key.type().equals(ResourceTypes.PODS) ? podGrace(object, request) : 0;
        boolean marked = metadata.hasNonNull("deletionTimestamp");
        if (!marked || grace < metadata.path("deletionGracePeriodSeconds").asLong(0)) {
            Instant end = identity.now().plusSeconds(grace);
            metadata.put("deletionTimestamp", Timestamps.of(end));
            metadata.put("deletionGracePeriodSeconds", grace);
        }
        return object;
    }

    /** A pod that no kubelet has taken yet has nothing to stop. */
    private static long podGrace(ObjectNode pod, DeleteRequest request) {
        boolean idle = !pod.path("spec").hasNonNull("nodeName");
        long usual = pod.at("/spec/terminationGracePeriodSeconds").asLong(30);
        return idle ? 0 : request.graceSeconds().orElse(usual);
    }

    /** Jobs of batch/v1 orphan their pods unless told otherwise; everything else is collected in the background. */
    private static Propagation usualPropagation(ResourceType<?> type) {
        return type.equals(ResourceTypes.JOBS) ? Propagation.ORPHAN : Propagation.BACKGROUND;
    }

    private void disown(String ownerUid) {
        for (ResourceType<?> type : ResourceTypes.ALL) {
            for (ObjectNode object : store.list(type, "").items()) {
                if (owns(ownerUid, object)) {
                    store.update(ObjectKey.of(type, object), copy -> {
                        removeOwner((ArrayNode) copy.at("/metadata/ownerReferences"), ownerUid);
                        return copy;
                    });
                }
            }
        }
    }

    private static boolean owns(String uid, JsonNode object) {
        for (JsonNode owner : object.at("/metadata/ownerReferences")) {
            if (owner.path("uid").asText().equals(uid)) {
                return true;
            }
        }
        return false;
    }

    private static void removeOwner(ArrayNode owners, String uid) {
        for (int i = owners.size() - 1; i >= 0; i--) {
            if (owners.get(i).path("uid").asText().equals(uid)) {
                owners.remove(i);
            }
        }
    }

    private static void addFinalizer(ObjectNode metadata) {
        ArrayNode finalizers = metadata.withArray("finalizers");
        for (JsonNode finalizer : finalizers) {
            if (finalizer.asText().equals(FOREGROUND_FINALIZER)) {
                return;
            }
        }
        finalizers.add(FOREGROUND_FINALIZER);
    }

    private static void expect(ObjectKey key, String what, String wanted, JsonNode actual) {
        if (!actual.asText().equals(wanted)) {
            throw ApiException.conflict(
                    key,
                    "Precondition failed: " + what + " in precondition: " + wanted + ", " + what + " in object meta: "
                            + actual.asText());
        }
    }
}
