package io.toygres.localcluster.store;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * When a deletion is complete: the object is marked, no finalizer is left, and its grace period, if it has one, has been
 * given up. A pod's grace period ends when the kubelet says that its containers are gone.
 */
final class Deletion {
    private Deletion() {}

    static boolean isDue(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return metadata.hasNonNull("deletionTimestamp")
                && metadata.path("finalizers").isEmpty()
                && metadata.path("deletionGracePeriodSeconds").asLong(0) == 0;
    }
}
