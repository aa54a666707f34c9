package io.toygres.localcluster.pod;

import io.fabric8.kubernetes.api.model.Pod;

/** One life of a pod's name. */
record PodId(String namespace, String name, String uid) {
    static PodId of(Pod pod) {
        return new PodId(
                pod.getMetadata().getNamespace(),
                pod.getMetadata().getName(),
                pod.getMetadata().getUid());
    }
}
