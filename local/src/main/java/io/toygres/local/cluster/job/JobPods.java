package io.toygres.local.cluster.job;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.toygres.local.cluster.registry.Registry;
import io.toygres.local.cluster.store.ResourceTypes;
import java.util.ArrayList;
import java.util.List;

/** The pods of a Job. A finalizer holds each until the Job has counted it. */
final class JobPods {
    static final String TRACKING = "batch.kubernetes.io/job-tracking";

    private final Registry registry;

    JobPods(Registry registry) {
        this.registry = registry;
    }

    List<Pod> of(Job job) {
        return registry.list(ResourceTypes.PODS, job.getMetadata().getNamespace()).stream()
                .filter(pod -> pod.getMetadata().getOwnerReferences().stream().anyMatch(owner -> owner.getUid()
                        .equals(job.getMetadata().getUid())))
                .toList();
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

    void release(Pod pod) {
        var unused = registry.edit(
                ResourceTypes.PODS,
                pod.getMetadata().getNamespace(),
                pod.getMetadata().getName(),
                current -> {
                    List<String> finalizers = new ArrayList<>(current.getFinalizers());
                    finalizers.remove(TRACKING);
                    current.getMetadata().setFinalizers(finalizers);
                });
    }

    static boolean isUncounted(Pod pod) {
        return pod.getFinalizers().contains(TRACKING);
    }

    static boolean isOver(Pod pod) {
        return hasPhase(pod, "Succeeded") || hasPhase(pod, "Failed");
    }

    static boolean hasPhase(Pod pod, String phase) {
        return phase.equals(pod.getStatus().getPhase());
    }
}
