package io.toygres.local.cluster.store;

/**
 * Where an object is kept.
 *
 * @param namespace empty for kinds of the whole cluster
 */
public record ObjectKey(ResourceType<?> type, String namespace, String name) {

    @Override
    public String toString() {
        return type.qualifiedPlural() + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
    }
}
