package io.toygres.localcluster.job;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.toygres.localcluster.registry.PodFacts;
import io.toygres.localcluster.registry.Registry;
import io.toygres.localcluster.store.ObjectKey;
import io.toygres.localcluster.store.ResourceTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pods of a Job. A finalizer holds each until the Job has counted it. */
final class JobPods {
    static final String TRACKING = "batch.kubernetes.io/job-tracking";

    private final Registry registry;

    JobPods(Registry registry) {
        this.registry = registry;
    }

    Pod create(Job job) {
        var template = job.getSpec().getTemplate();
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withGenerateName(job.getMetadata().getName() + "-")
                .withNamespace(job.getMetadata().getNamespace())
                .withLabels(template.getMetadata().getLabels())
                .withAnnotations(template.getMetadata().getAnnotations())
                .withFinalizers(TRACKING)
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion("batch/v1")
                        .withKind("Job")
                        .withName(job.getMetadata().getName())
                        .withUid(job.getMetadata().getUid())
                        .withController(true)
                        .withBlockOwnerDeletion(true)
                        .build())
                .endMetadata()
                .withSpec(template.getSpec())
                .build();
        return registry.create(ResourceTypes.PODS, pod);
    }

    /** Pods whose Job is gone, or another one of the same name, are counted by nobody. */
    void releaseStrays(ObjectKey key, Optional<Job> job) {
        Optional<String> uid = job.map(present -> present.getMetadata().getUid());
        for (Pod pod : registry.list(ResourceTypes.PODS, key.namespace())) {
            boolean stray = pod.getMetadata().getOwnerReferences().stream()
                    .anyMatch(owner -> owner.getKind().equals("Job")
                            && owner.getName().equals(key.name())
                            && uid.filter(owner.getUid()::equals).isEmpty());
            if (stray && isUncounted(pod)) {
                release(pod);
            }
        }
    }

    void release(Pod pod) {
        var unused = registry.edit(ResourceTypes.PODS, pod, current -> {
            List<String> finalizers = new ArrayList<>(current.getFinalizers());
            finalizers.remove(TRACKING);
            current.getMetadata().setFinalizers(finalizers);
        });
    }

    static boolean isUncounted(Pod pod) {
        return pod.getFinalizers().contains(TRACKING);
    }

    static boolean isToCount(Pod pod) {
        return isUncounted(pod) && PodFacts.isOver(pod);
    }
}
