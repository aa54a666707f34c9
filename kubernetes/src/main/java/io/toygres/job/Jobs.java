package io.toygres.job;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.smallrye.faulttolerance.api.ApplyGuard;
import io.toygres.contract.ErrorCode;
import io.toygres.job.JobRequest.JobName;
import io.toygres.kubernetes.ContainerState;
import io.toygres.kubernetes.KubernetesBreaker;
import io.toygres.kubernetes.ObjectEvents;
import io.toygres.kubernetes.WaitReason;
import io.toygres.kubernetes.WarningEvent;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Looks at Jobs in the cluster. To create and remove them there is {@link io.toygres.kubernetes.OwnedObjects}. Bounded, because the
 * client waits without end for the rest of an answer that has begun.
 */
@Singleton
@ApplyGuard(KubernetesBreaker.NAME)
public final class Jobs {

    private static final Logger LOG = Logger.getLogger(Jobs.class);

    /** Set by the Job controller on each pod: https://kubernetes.io/docs/reference/labels-annotations-taints/ */
    private static final String JOB_NAME = "batch.kubernetes.io/job-name";

    /** Enough for the newest progress of every worker, which comes every second among few other lines. */
    private static final int PROGRESS_LINES = 60;

    /** Enough to find the last lines that are no progress. */
    private static final int TAIL_LINES = 1000;

    private final KubernetesClient client;
    private final JobStatusReader reader;

    public Jobs(KubernetesClient client, JobSettings settings) {
        this.client = client;
        this.reader = new JobStatusReader(settings.imagePullGrace());
    }

    /** @throws io.fabric8.kubernetes.client.KubernetesClientException when the cluster does not answer: transient */
    public JobStatus status(JobName name, Instant now) {
        Job job = client.batch()
                .v1()
                .jobs()
                .inNamespace(name.namespace())
                .withName(name.name())
                .get();
        if (job == null) {
            return new JobStatus.Missing();
        }
        List<Pod> pods = pods(name);
        JobStatus status = reader.read(job, pods, now);
        return switch (status) {
            case JobStatus.Running _ -> running(job, pods);
            case JobStatus.Waiting(WaitReason reason) -> new JobStatus.Waiting(reason.with(warning(job, pods)));
            case JobStatus.Missing _, JobStatus.Succeeded _, JobStatus.Failed _ -> status;
        };
    }

    /** A node that is lost hands out no log; that it is lost says more than silence. */
    private JobStatus running(Job job, List<Pod> pods) {
        List<JobProgress> progress = progress(pods);
        return Optional.of(progress)
                .filter(List::isEmpty)
                .flatMap(_ -> warning(job, pods))
                .filter(event -> event.code().stream().anyMatch(ErrorCode.NODE_UNAVAILABLE::equals))
                .<JobStatus>map(event ->
                        new JobStatus.Waiting(WaitReason.of("the Job runs").with(Optional.of(event))))
                .orElseGet(() -> new JobStatus.Running(progress));
    }

    /** What the Job's newest try that left any log wrote last, see {@link LogTail}; empty when none is left. */
    Optional<String> logTail(JobName name) {
        return pods(name).stream()
                .sorted(JobStatusReader.NEWEST_FIRST)
                .map(pod -> LogTail.of(
                        endOfLog(pod, JobStatusReader.blamed(pod).orElse(JobTemplate.CONTAINER), TAIL_LINES)))
                .filter(tail -> !tail.isEmpty())
                .findFirst();
    }

    /**
     * What the cluster says about the pod, or about the Job as long as it has none: a Secret that is missing, a quota. A pod that has
     * ended keeps back nothing any more.
     */
    private Optional<WarningEvent> warning(Job job, List<Pod> pods) {
        return JobStatusReader.newest(pods)
                .filter(pod -> !JobStatusReader.hasEnded(pod))
                .<HasMetadata>map(pod -> pod)
                .or(() -> Optional.of(job))
                .flatMap(object -> ObjectEvents.warning(client, object));
    }

    private List<Pod> pods(JobName name) {
        return client.pods()
                .inNamespace(name.namespace())
                .withLabel(JOB_NAME, name.name())
                .list()
                .getItems();
    }

    private List<JobProgress> progress(List<Pod> pods) {
        return pods.stream()
                .filter(pod -> ContainerState.of(pod, JobTemplate.CONTAINER).stream()
                        .anyMatch(ContainerState.Running.class::isInstance))
                .findFirst()
                .map(pod -> endOfLog(pod, JobTemplate.CONTAINER, PROGRESS_LINES))
                .map(JobProgress::latest)
                .orElse(List.of());
    }

    /** Empty when the pod's node does not hand it out: a node that is lost must not hide that its Job has stalled. */
    private String endOfLog(Pod pod, String container, int lines) {
        try {
            return client.pods()
                    .resource(pod)
                    .inContainer(container)
                    .tailingLines(lines)
                    .getLog();
        } catch (KubernetesClientException e) {
            LOG.debugf(e, "No log of pod %s", pod.getMetadata().getName());
            return "";
        }
    }
}
