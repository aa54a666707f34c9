package io.toygres.localcluster.registry;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceSpecBuilder;
import io.fabric8.kubernetes.api.model.NamespaceStatusBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.toygres.localcluster.store.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The values that a real API server fills in and that the controllers here, or clients that read objects back, rely on. */
public final class Defaults implements Admission.Plugin {
    /** Keeps a claim until no pod uses it. */
    public static final String CLAIM_PROTECTION = "kubernetes.io/pvc-protection";

    @Override
    public void create(ObjectKey key, HasMetadata object) {
        switch (object) {
            case Namespace namespace -> namespace(namespace);
            case Pod pod -> pod(pod);
            case Job job -> job(job);
            case StatefulSet statefulSet -> statefulSet(statefulSet);
            case Secret secret -> secret(secret);
            case PersistentVolumeClaim claim -> claim(claim);
            case NetworkPolicy policy -> policy(policy);
            default -> {}
        }
    }

    @Override
    public void update(ObjectKey key, HasMetadata current, HasMetadata next) {
        switch (next) {
            case Pod pod when pod.getSpec() != null -> PodDefaults.apply(pod.getSpec());
            case Secret secret -> secret(secret);
            case StatefulSet set
            when set.getSpec() != null -> template(set.getSpec().getTemplate());
            case Job job when job.getSpec() != null -> template(job.getSpec().getTemplate());
            default -> {}
        }
    }

    private static void namespace(Namespace namespace) {
        namespace.setSpec(
                new NamespaceSpecBuilder().withFinalizers("kubernetes").build());
        namespace.getMetadata().setFinalizers(List.of("kubernetes"));
        namespace.setStatus(new NamespaceStatusBuilder().withPhase("Active").build());
        label(
                namespace.getMetadata(),
                "kubernetes.io/metadata.name",
                namespace.getMetadata().getName());
    }

    private static void pod(Pod pod) {
        if (pod.getSpec() != null) {
            PodDefaults.apply(pod.getSpec());
        }
        pod.setStatus(new PodStatusBuilder()
                .withPhase("Pending")
                .withQosClass("Burstable")
                .build());
    }

    /** The labels and the selector by which a Job knows its pods. */
    private static void job(Job job) {
        JobSpec spec = job.getSpec();
        job.setStatus(new JobStatus());
        if (spec == null || spec.getTemplate() == null) {
            return;
        }
        spec.setParallelism(spec.getParallelism() == null ? 1 : spec.getParallelism());
        spec.setCompletions(spec.getCompletions() == null ? 1 : spec.getCompletions());
        spec.setBackoffLimit(spec.getBackoffLimit() == null ? 6 : spec.getBackoffLimit());
        spec.setCompletionMode(spec.getCompletionMode() == null ? "NonIndexed" : spec.getCompletionMode());
        spec.setManualSelector(null);
        spec.setSuspend(spec.getSuspend() == null ? Boolean.FALSE : spec.getSuspend());
        String uid = job.getMetadata().getUid();
        spec.setSelector(new LabelSelector(List.of(), Map.of("batch.kubernetes.io/controller-uid", uid)));
        template(spec.getTemplate());
        for (String prefix : List.of("", "batch.kubernetes.io/")) {
            label(spec.getTemplate().getMetadata(), prefix + "controller-uid", uid);
            label(
                    spec.getTemplate().getMetadata(),
                    prefix + "job-name",
                    job.getMetadata().getName());
        }
    }

    private static void statefulSet(StatefulSet set) {
        StatefulSetSpec spec = set.getSpec();
        set.setStatus(new StatefulSetStatusBuilder().withReplicas(0).build());
        if (spec == null) {
            return;
        }
        spec.setReplicas(spec.getReplicas() == null ? 1 : spec.getReplicas());
        spec.setPodManagementPolicy(
                spec.getPodManagementPolicy() == null ? "OrderedReady" : spec.getPodManagementPolicy());
        template(spec.getTemplate());
    }

    private static void template(PodTemplateSpec template) {
        if (template == null) {
            return;
        }
        if (template.getMetadata() == null) {
            template.setMetadata(new ObjectMeta());
        }
        if (template.getSpec() != null) {
            PodDefaults.apply(template.getSpec());
        }
    }

    private static void secret(Secret secret) {
        secret.setType(secret.getType() == null ? "Opaque" : secret.getType());
        if (secret.getStringData() == null || secret.getStringData().isEmpty()) {
            return;
        }
        Map<String, String> data = new HashMap<>(secret.getData() == null ? Map.of() : secret.getData());
        secret.getStringData()
                .forEach((name, value) ->
                        data.put(name, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        secret.setData(data);
        secret.setStringData(null);
    }

    private static void claim(PersistentVolumeClaim claim) {
        List<String> finalizers = new ArrayList<>(claim.getFinalizers());
        if (!finalizers.contains(CLAIM_PROTECTION)) {
            finalizers.add(CLAIM_PROTECTION);
        }
        claim.getMetadata().setFinalizers(finalizers);
        claim.setStatus(
                new PersistentVolumeClaimStatusBuilder().withPhase("Pending").build());
        if (claim.getSpec() != null && claim.getSpec().getVolumeMode() == null) {
            claim.getSpec().setVolumeMode("Filesystem");
        }
    }

    private static void policy(NetworkPolicy policy) {
        NetworkPolicySpec spec = policy.getSpec();
        if (spec != null && spec.getPolicyTypes().isEmpty()) {
            spec.setPolicyTypes(spec.getEgress().isEmpty() ? List.of("Ingress") : List.of("Ingress", "Egress"));
        }
    }

    private static void label(ObjectMeta metadata, String name, String value) {
        Map<String, String> labels = new HashMap<>(metadata.getLabels() == null ? Map.of() : metadata.getLabels());
        labels.put(name, value);
        metadata.setLabels(labels);
    }
}
