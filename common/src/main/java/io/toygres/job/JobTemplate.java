package io.toygres.job;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import io.toygres.kubernetes.Labels;
import io.toygres.kubernetes.PodSecurity;
import io.toygres.trace.TraceContext;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds the Job for a request: the same request and settings in the same trace make the same Job, and nothing is looked up. */
@Singleton
public final class JobTemplate {

    /** Name of the one container of ours; a cluster may add sidecars. */
    public static final String CONTAINER = "job";

    /** Pods after the first that may fail. */
    private static final int RETRIES = 3;
    /** How long a script has to stop what it started. */
    private static final long GRACE_SECONDS = 30;

    private final JobSettings settings;
    private final JobContainer container;
    private final WorkloadIdentity identity;

    public JobTemplate(JobSettings settings, WorkloadIdentitySettings identity) {
        this.settings = settings;
        this.identity = new WorkloadIdentity(identity);
        this.container = new JobContainer(settings, this.identity);
    }

    public Job job(JobRequest request) {
        return new JobBuilder()
                .withNewMetadata()
                .withNamespace(request.name().namespace())
                .withName(request.name().name())
                .withLabels(labels(request))
                .withAnnotations(annotations())
                .endMetadata()
                .withNewSpec()
                .withParallelism(1)
                .withCompletions(1)
                .withBackoffLimit(RETRIES)
                .withActiveDeadlineSeconds(request.deadline().toSeconds())
                .withTtlSecondsAfterFinished((int) settings.keepFinished().toSeconds())
                // A new pod only once the old one has ended: two never write one volume.
                .withPodReplacementPolicy("Failed")
                .withPodFailurePolicy(podFailurePolicy())
                .withTemplate(podTemplate(request))
                .endSpec()
                .build();
    }

    private static Map<String, String> labels(JobRequest request) {
        Map<String, String> labels = new TreeMap<>(request.labels());
        labels.put(Labels.NAME, Labels.TOYGRES);
        labels.put(Labels.MANAGED_BY, Labels.TOYGRES);
        return labels;
    }

    /** In which trace it was created, for who looks at it; its container has the same in {@code TRACEPARENT}. */
    private static Map<String, String> annotations() {
        return TraceContext.current()
                .map(trace -> Map.of(Labels.TRACEPARENT, trace))
                .orElse(Map.of());
    }

    /** https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy */
    private static PodFailurePolicy podFailurePolicy() {
        return new PodFailurePolicyBuilder()
                .addNewRule()
                .withAction("FailJob")
                .withNewOnExitCodes()
                .withContainerName(CONTAINER)
                .withOperator("In")
                .withValues(ScriptVerdict.TERMINAL_EXIT_CODE)
                .endOnExitCodes()
                .endRule()
                .addNewRule()
                .withAction("Ignore")
                .addNewOnPodCondition()
                .withType("DisruptionTarget")
                .withStatus("True")
                .endOnPodCondition()
                .endRule()
                .build();
    }

    private PodTemplateSpec podTemplate(JobRequest request) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(labels(request))
                .addToLabels(Labels.USE_WORKLOAD_IDENTITY, "true")
                .endMetadata()
                .withSpec(podSpec(request))
                .build();
    }

    private PodSpec podSpec(JobRequest request) {
        List<JobVolume> volumes = volumes(request);
        return new PodSpecBuilder()
                .withRestartPolicy("Never")
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withServiceAccountName(settings.serviceAccount())
                // The pod talks to blob storage and to PostgreSQL, not to the Kubernetes API.
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withShareProcessNamespace(false)
                .withSecurityContext(PodSecurity.pod())
                .withContainers(container.container(
                        request.work(), volumes.stream().map(JobVolume::mount).toList()))
                .withVolumes(volumes.stream().map(JobVolume::volume).toArray(Volume[]::new))
                .build();
    }

    private List<JobVolume> volumes(JobRequest request) {
        List<JobVolume> volumes = new ArrayList<>();
        if (!request.work().scripts().isEmpty()) {
            volumes.add(JobVolume.scripts(request.work().scripts().name()));
        }
        volumes.add(JobVolume.scratch("work", JobContainer.WORK_FOLDER, settings.workVolumeSize()));
        volumes.add(JobVolume.scratch("tmp", "/tmp", "64Mi"));
        identity.tokenVolume().ifPresent(volumes::add);
        volumes.addAll(request.volumes());
        return volumes;
    }
}
