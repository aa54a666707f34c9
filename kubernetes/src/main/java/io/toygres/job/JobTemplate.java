package io.toygres.job;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.toygres.job.JobRequest.Part;
import io.toygres.kubernetes.Labels;
import io.toygres.kubernetes.PodCustomization;
import io.toygres.kubernetes.PodSecurity;
import io.toygres.telemetry.TraceContext;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Builds the Job for a request: the same request and settings in the same trace make the same Job, and nothing is looked up. */
@Singleton
public final class JobTemplate {

    /** Name of the container whose log tells how far the Job is, and whose message tells what it achieved. */
    public static final String CONTAINER = "job";

    /** Name of one beside it that downloads for it. */
    public static final String DOWNLOAD = "download";

    /** All that may be ours, in the order in which they are asked why the Job failed; a cluster may add sidecars. */
    static final List<String> CONTAINERS = List.of(DOWNLOAD, CONTAINER);

    /** https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html#pod */
    private static final String SKIP_CONTAINERS = "azure.workload.identity/skip-containers";

    /** https://kubernetes.io/docs/reference/labels-annotations-taints/#kubectl-kubernetes-io-default-container */
    private static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";

    /** Pods after the first that may fail. */
    private static final int RETRIES = 3;
    /** How long a program has to stop what it started. */
    private static final long GRACE_SECONDS = 30;

    private final JobSettings settings;
    private final JobContainer container;
    private final WorkloadIdentity identity;
    private final Optional<TrustedAuthorities> authorities;
    private final PodCustomization customization;

    public JobTemplate(JobSettings settings, WorkloadIdentitySettings identity) {
        this.settings = settings;
        this.identity = new WorkloadIdentity(identity);
        this.customization = new PodCustomization(settings.pod());
        this.authorities = settings.caFile().map(TrustedAuthorities::read);
        this.container = new JobContainer(settings, this.identity, authorities);
    }

    /**
     * What containers with an identity mount; empty when they trust the authorities of their image. Create it, with
     * {@code OwnedObjects.ensure}, before the Job, and have it go with the last Job that mounts it: {@code SharedObjects.ensureFor} after the Job.
     */
    public Optional<ConfigMap> authorities(String namespace) {
        return authorities.map(trusted -> trusted.configMap(namespace));
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
                .withPodFailurePolicy(podFailurePolicy(request))
                .withTemplate(customization.of(podTemplate(request)))
                .endSpec()
                .build();
    }

    private static Map<String, String> labels(JobRequest request) {
        Map<String, String> labels = new TreeMap<>(request.labels());
        labels.put(Labels.NAME, Labels.TOYGRES);
        labels.put(Labels.MANAGED_BY, Labels.TOYGRES);
        return labels;
    }

    /** Whom the pods of a Job may talk to; create it before the Job, so that its pod is never without it. */
    public NetworkPolicy network(Job job) {
        return JobNetwork.policy(job, settings);
    }

    /** The same, with a way to the pods of the namespace that have these labels, at this port. */
    public NetworkPolicy networkWithSource(Job job, Map<String, String> labels, int port) {
        return JobNetwork.policyWithSource(job, settings, labels, port);
    }

    /** In which trace it was created, for who looks at it; its container has the same in {@code TRACEPARENT}. */
    private static Map<String, String> annotations() {
        return TraceContext.current()
                .map(trace -> Map.of(Labels.TRACEPARENT, trace))
                .orElse(Map.of());
    }

    /** https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy */
    private static PodFailurePolicy podFailurePolicy(JobRequest request) {
        return new PodFailurePolicyBuilder()
                .addAllToRules(request.containers().stream()
                        .map(part -> failsJob(part.name()))
                        .toList())
                .addNewRule()
                .withAction("Ignore")
                .addNewOnPodCondition()
                .withType("DisruptionTarget")
                .withStatus("True")
                .endOnPodCondition()
                .endRule()
                .build();
    }

    private static PodFailurePolicyRule failsJob(String container) {
        return new PodFailurePolicyRuleBuilder()
                .withAction("FailJob")
                .withNewOnExitCodes()
                .withContainerName(container)
                .withOperator("In")
                .withValues(JobVerdict.TERMINAL_EXIT_CODE)
                .endOnExitCodes()
                .build();
    }

    private PodTemplateSpec podTemplate(JobRequest request) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(labels(request))
                .addToLabels(Labels.USE_WORKLOAD_IDENTITY, "true")
                .withAnnotations(podAnnotations(request))
                .endMetadata()
                .withSpec(podSpec(request))
                .build();
    }

    /** Which of several containers kubectl means, and whom the webhook must not give a token. */
    private static @Nullable Map<String, String> podAnnotations(JobRequest request) {
        Map<String, String> annotations = new TreeMap<>();
        if (request.containers().size() > 1) {
            annotations.put(DEFAULT_CONTAINER, CONTAINER);
        }
        String withoutIdentity = request.containers().stream()
                .filter(part -> !part.identity())
                .map(Part::name)
                .collect(Collectors.joining(";"));
        if (!withoutIdentity.isEmpty()) {
            annotations.put(SKIP_CONTAINERS, withoutIdentity);
        }
        return annotations.isEmpty() ? null : annotations;
    }

    private PodSpec podSpec(JobRequest request) {
        List<Container> containers = new ArrayList<>();
        Map<String, Volume> volumes = new LinkedHashMap<>();
        for (Part part : request.containers()) {
            List<JobVolume> seen = volumes(part);
            seen.forEach(one -> volumes.put(one.volume().getName(), one.volume()));
            containers.add(container.container(
                    part, seen.stream().map(JobVolume::mount).toList()));
        }
        return new PodSpecBuilder()
                .withRestartPolicy("Never")
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withServiceAccountName(settings.serviceAccount())
                // The pod talks to blob storage and to PostgreSQL, not to the Kubernetes API.
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withShareProcessNamespace(false)
                .withSecurityContext(PodSecurity.pod())
                .withContainers(containers)
                .withVolumes(List.copyOf(volumes.values()))
                .build();
    }

    private List<JobVolume> volumes(Part part) {
        List<JobVolume> volumes = new ArrayList<>();
        String own = part.name().equals(CONTAINER) ? "" : part.name() + "-";
        volumes.add(JobVolume.scratch(own + "work", JobContainer.WORK_FOLDER, settings.workVolumeSize()));
        volumes.add(JobVolume.scratch(own + "tmp", "/tmp", "64Mi"));
        if (part.identity()) {
            authorities.map(TrustedAuthorities::volume).ifPresent(volumes::add);
            identity.tokenVolume().ifPresent(volumes::add);
        }
        volumes.addAll(part.volumes());
        return volumes;
    }
}
