package io.toygres.localcluster.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.toygres.localcluster.registry.Registry.Part;
import io.toygres.localcluster.store.ApiException;
import io.toygres.localcluster.store.ObjectKey;
import io.toygres.localcluster.store.ResourceType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The part of an object's metadata that belongs to the server: uid, times, generation, resourceVersion. */
public final class ObjectIdentity {
    /** No vowels and no look-alikes: k8s.io/apimachinery/pkg/util/rand. */
    private static final String SUFFIX_ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

    private static final List<String> SERVER_OWNED =
            List.of("uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation");

    private final Clock clock;

    public ObjectIdentity(Clock clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** Gives a new object what the server gives, whatever the client has put there. */
    void assign(ResourceType<?> type, HasMetadata object) {
        ObjectMeta metadata = object.getMetadata();
        String prefix = metadata.getGenerateName();
        if (metadata.getName() == null && prefix != null) {
            metadata.setName(prefix.substring(0, Math.min(58, prefix.length())) + suffix());
        }
        if (metadata.getResourceVersion() != null) {
            throw ApiException.badRequest("resourceVersion should not be set on objects to be created");
        }
        if (!type.namespaced()) {
            metadata.setNamespace(null);
        }
        metadata.setUid(UUID.randomUUID().toString());
        metadata.setCreationTimestamp(Timestamps.now(clock));
        metadata.setDeletionTimestamp(null);
        metadata.setDeletionGracePeriodSeconds(null);
        metadata.setManagedFields(List.of());
        metadata.setGeneration(1L);
    }

    /** The wanted object with what an update can't touch taken from the current one. */
    ObjectNode keep(ObjectKey key, ObjectNode current, ObjectNode wanted, Part part) {
        JsonNode wantedMetadata = wanted.path("metadata");
        checkNames(key, wantedMetadata);
        JsonNode currentMetadata = current.path("metadata");
        checkCurrent(key, "uid", currentMetadata, wantedMetadata);
        checkCurrent(key, "resourceVersion", currentMetadata, wantedMetadata);
        if (part == Part.STATUS) {
            ObjectNode next = current.deepCopy();
            copy(wanted, next, "status");
            return next;
        }
        ObjectNode metadata = wanted.withObject("/metadata");
        metadata.put("resourceVersion", currentMetadata.path("resourceVersion").asText());
        metadata.put("name", key.name());
        metadata.remove("managedFields");
        SERVER_OWNED.forEach(field -> copy(currentMetadata, metadata, field));
        if (key.type().namespaced()) {
            metadata.put("namespace", key.namespace());
        }
        if (key.type().status()) {
            copy(current, wanted, "status");
        }
        return wanted;
    }

    ObjectNode countGeneration(ObjectNode current, ObjectNode next) {
        if (!current.path("spec").equals(next.path("spec"))) {
            long generation = current.at("/metadata/generation").asLong(1);
            next.withObject("/metadata").put("generation", generation + 1);
        }
        return next;
    }

    private static void checkNames(ObjectKey key, JsonNode metadata) {
        String name = metadata.path("name").asText(key.name());
        if (!name.equals(key.name())) {
            throw ApiException.badRequest(
                    "the name of the object (" + name + ") does not match the name on the URL (" + key.name() + ")");
        }
        String namespace = metadata.path("namespace").asText(key.namespace());
        if (key.type().namespaced() && !namespace.equals(key.namespace())) {
            throw ApiException.badRequest("the namespace of the object (" + namespace
                    + ") does not match the namespace on the URL (" + key.namespace() + ")");
        }
    }

    private static void checkCurrent(ObjectKey key, String field, JsonNode current, JsonNode wanted) {
        String given = wanted.path(field).asText("");
        if (!given.isEmpty() && !given.equals(current.path(field).asText())) {
            throw ApiException.conflict(
                    key,
                    field.equals("uid")
                            ? "Precondition failed: UID in precondition: " + given
                            : "the object has been modified; please apply your changes to the latest version and try"
                                    + " again");
        }
    }

    private static void copy(JsonNode from, ObjectNode to, String field) {
        if (from.has(field)) {
            to.set(field, from.get(field));
        } else {
            to.remove(field);
        }
    }

    private static String suffix() {
        StringBuilder suffix = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            suffix.append(SUFFIX_ALPHABET.charAt(ThreadLocalRandom.current().nextInt(SUFFIX_ALPHABET.length())));
        }
        return suffix.toString();
    }
}
