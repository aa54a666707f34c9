package io.toygres.local.cluster.store;

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

    @Override
    public int compareTo(ObjectKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return type.qualifiedPlural() + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
    }
}
