package io.toygres.localcluster.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Comparator;

/**
 * Where an object is kept. In order, the objects of a kind and namespace lie together.
 *
 * @param namespace empty for kinds of the whole cluster
 */
public record ObjectKey(ResourceType<?> type, String namespace, String name) implements Comparable<ObjectKey> {
    private static final Comparator<ObjectKey> ORDER = Comparator.<ObjectKey, String>comparing(
                    key -> key.type().qualifiedPlural())
            .thenComparing(ObjectKey::namespace)
            .thenComparing(ObjectKey::name);

    public static ObjectKey of(ResourceType<?> type, HasMetadata object) {
        String namespace = type.namespaced() ? object.getMetadata().getNamespace() : null;
        return new ObjectKey(
                type, namespace == null ? "" : namespace, object.getMetadata().getName());
    }

    /** @param object as it is in the store */
    public static ObjectKey of(ResourceType<?> type, JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return new ObjectKey(
                type,
                metadata.path("namespace").asText(""),
                metadata.path("name").asText());
    }

    @Override
    public int compareTo(ObjectKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return type.qualifiedPlural() + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
    }
}
